// @ts-check
/** Where the visitor writes: a field that grows, a counter near the limit, a button to send. */

import { element, fill } from "./dom.js";

/** @typedef {import("./render.js").Texts} Texts */

/** From this share of the limit on, the counter shows. */
const COUNTER_FROM = 0.9;

export class Composer {
  #texts;
  #maxLength;
  #onSend;
  #field;
  #counter = element("p", { class: "composer__counter", id: "lotse-counter", "aria-live": "polite" });

  /**
   * @param {Texts["composer"]} texts
   * @param {number} maxLength in characters as Python counts them
   * @param {(text: string) => void} onSend
   */
  constructor(texts, maxLength, onSend) {
    this.#texts = texts;
    this.#maxLength = maxLength;
    this.#onSend = onSend;
    this.#field = field(texts.placeholder);
    this.element = form(texts, this.#field, this.#counter);
    this.element.addEventListener("submit", (event) => this.#submit(event));
    this.#field.addEventListener("input", () => this.#update());
    this.#field.addEventListener("keydown", (event) => this.#sendOnEnter(event));
  }

  focus() {
    this.#field.focus();
  }

  clear() {
    this.#field.value = "";
    this.#update();
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (text && this.#remaining() >= 0) {
      this.clear();
      this.#onSend(text);
    }
    this.focus();
  }

  /** @param {KeyboardEvent} event */
  #sendOnEnter(event) {
    // While a character is being composed, Enter only accepts it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.element.requestSubmit();
  }

  #remaining() {
    return this.#maxLength - [...this.#field.value.trim()].length;
  }

  #update() {
    const remaining = this.#remaining();
    const near = remaining < this.#maxLength * (1 - COUNTER_FROM);
    this.#counter.textContent = near ? counted(remaining < 0 ? this.#texts.excess : this.#texts.remaining, remaining) : "";
    this.#field.setAttribute("aria-invalid", String(remaining < 0));
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight}px`;
  }
}

/** @param {string} placeholder */
function field(placeholder) {
  return element("textarea", {
    class: "composer__field",
    id: "lotse-message",
    rows: 1,
    placeholder,
    enterkeyhint: "send",
    autocomplete: "off",
    "aria-describedby": "lotse-keys lotse-counter",
  });
}

/**
 * @param {Texts["composer"]} texts
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} counter
 */
function form(texts, field, counter) {
  const send = element(
    "button",
    { type: "submit", class: "button button--primary composer__send" },
    element("span", { class: "icon icon--send", "aria-hidden": "true" }),
    element("span", { class: "button__label" }, texts.send),
  );
  return element(
    "form",
    { class: "composer", novalidate: true },
    element("label", { class: "visually-hidden", for: field.id }, texts.label),
    element("p", { class: "visually-hidden", id: "lotse-keys" }, texts.keys),
    element("div", { class: "composer__row" }, field, send),
    counter,
  );
}

/**
 * @param {{one: string, other: string}} forms
 * @param {number} count
 */
function counted(forms, count) {
  const size = Math.abs(count);
  return fill(size === 1 ? forms.one : forms.other, { count: size });
}

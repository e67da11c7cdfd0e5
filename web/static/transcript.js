// @ts-check
/** The list of messages: shows each one once, in the order of the server, unsent ones last. */

import { element } from "./dom.js";
import { Entry } from "./entry.js";
import { Typing } from "./typing.js";

/** @typedef {import("./api.js").Message} Message */
/** @typedef {import("./entry.js").Handlers} Handlers */
/** @typedef {import("./render.js").Texts} Texts */

/** How far the list may be scrolled back and still follow new messages. */
const FOLLOW_PX = 120;
/** How much of what was said before stays in view above a long answer. */
const CONTEXT_PX = 64;

export class Transcript {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  #texts;
  #handlers;
  #typing;

  /**
   * @param {Texts} texts
   * @param {Handlers} handlers
   */
  constructor(texts, handlers) {
    this.#texts = texts;
    this.#handlers = handlers;
    this.#typing = new Typing(texts.log.typing);
    const attributes = { class: "log", role: "log", "aria-live": "polite", "aria-label": texts.log.label, tabindex: 0 };
    this.element = element("div", attributes, this.#typing.element);
  }

  /** Says what only screen readers need to be told; lies outside the list. */
  get status() {
    return this.#typing.status;
  }

  get isEmpty() {
    return this.#entries.size === 0;
  }

  /** @param {Message[]} messages as the server has them; those that are shown already are brought up to date */
  show(messages) {
    const follows = this.#followsEnd();
    const resumed = this.isEmpty && messages.some(({ author }) => author === "visitor");
    const answer = messages.find((message) => message.author !== "visitor" && !this.#entries.has(keyOf(message)));
    const entries = messages.map((message) => this.#put(message));
    entries.forEach((entry, index) => entry.update(messages[index]));
    entries.forEach((entry) => this.#place(entry));
    if (resumed) this.#bringToEnd();
    else if (answer && follows) this.#bringToTop(this.#put(answer));
  }

  /**
   * @param {string} clientId
   * @param {string} text
   */
  showPending(clientId, text) {
    this.#place(this.#put(pendingMessage(clientId, text)));
    this.#bringToEnd();
  }

  /**
   * @param {string} clientId
   * @param {string} sentence what the server said about it, if it said anything
   * @param {boolean} repeatable
   */
  showUnsent(clientId, sentence, repeatable) {
    const { unsent, resend } = this.#texts.message;
    this.#entries.get(clientId)?.showTrouble(sentence || unsent, repeatable ? resend : null);
    this.#bringToEnd();
  }

  /** @param {string} clientId */
  clearTrouble(clientId) {
    this.#entries.get(clientId)?.clearTrouble();
  }

  startTyping() {
    this.#typing.start(() => this.#followsEnd() && this.#bringToEnd());
  }

  stopTyping() {
    this.#typing.stop();
  }

  focus() {
    this.element.focus({ preventScroll: true });
  }

  clear() {
    this.stopTyping();
    this.#entries.clear();
    this.element.replaceChildren(this.#typing.element);
  }

  /** @param {Message} message */
  #put(message) {
    const key = keyOf(message);
    const entry = this.#entries.get(key) ?? new Entry(message, this.#texts, this.#handlers);
    this.#entries.set(key, entry);
    return entry;
  }

  /**
   * Moves an element only when it has to: a screen reader would read a moved one again.
   *
   * @param {Entry} entry
   */
  #place(entry) {
    const later = [...this.#entries.values()].filter(({ order }) => order > entry.order);
    const next = later.sort((one, other) => one.order - other.order).find((other) => this.#contains(other));
    const before = next?.element ?? this.#typing.element;
    if (entry.element.nextSibling !== before) this.element.insertBefore(entry.element, before);
  }

  /** @param {Entry} entry */
  #contains(entry) {
    return entry.element.parentNode === this.element;
  }

  #followsEnd() {
    const { scrollHeight, clientHeight, scrollTop } = this.element;
    return scrollHeight - clientHeight - scrollTop < FOLLOW_PX + this.#typing.element.offsetHeight;
  }

  /** At once, not smoothly: whether the list follows is measured when the answer comes. */
  #bringToEnd() {
    this.element.scrollTo({ top: this.element.scrollHeight, behavior: "instant" });
    if (!this.#scrolls()) this.element.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Entry} entry comes to the top of the list, as far as there is enough below it */
  #bringToTop({ element }) {
    this.element.scrollTop = element.offsetTop - CONTEXT_PX;
    if (!this.#scrolls()) element.scrollIntoView({ block: "nearest" });
  }

  /** In a very low window the list has its full height and the page scrolls instead. */
  #scrolls() {
    return getComputedStyle(this.element).overflowY === "auto";
  }
}

/**
 * A visitor's message has its own id before the server gives it a number.
 *
 * @param {Message} message
 */
function keyOf({ id, author, client_message_id }) {
  return author === "visitor" && client_message_id ? client_message_id : String(id);
}

/**
 * @param {string} clientId
 * @param {string} text
 * @returns {Message}
 */
function pendingMessage(clientId, text) {
  return {
    id: Infinity,
    author: "visitor",
    text,
    sent_at: new Date().toISOString(),
    client_message_id: clientId,
    answered: null,
    buttons: [],
    source: null,
    cards: [],
    reference_code: null,
    download: null,
  };
}

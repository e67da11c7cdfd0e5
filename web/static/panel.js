// @ts-check
/** The frame of the chat: header, welcome, conversation, problems, and the question before a new start. */

import { button, element } from "./dom.js";

/** @typedef {import("./render.js").Texts} Texts */
/** @typedef {import("./transcript.js").Transcript} Transcript */
/** @typedef {import("./composer.js").Composer} Composer */

const LOGO = new URL("favicon.svg", import.meta.url).href;

export class Panel {
  #texts;
  #restart;
  #start;
  #welcome;
  #talk;
  #problem = element("div", { class: "problem", role: "alert", hidden: true });
  #composer;

  /**
   * @param {Texts} texts
   * @param {Transcript} transcript
   * @param {Composer} composer
   * @param {() => void} onStart a conversation shall begin, be it the first or a new one
   */
  constructor(texts, transcript, composer, onStart) {
    this.#texts = texts;
    this.#composer = composer;
    const dialog = confirmation(texts.restart, onStart);
    this.#restart = button(texts.restart.open, "button--header", () => dialog.showModal(), "restart");
    this.#start = button(texts.welcome.start, "button--primary button--large", onStart);
    this.#welcome = welcome(texts, this.#start);
    this.#talk = element("div", { class: "talk" }, transcript.element, transcript.status);
    this.element = element(
      "section",
      { class: "lotse", "aria-label": texts.panel },
      header(texts, this.#restart),
      this.#welcome,
      this.#talk,
      this.#problem,
      composer.element,
      element("p", { class: "privacy" }, texts.privacy),
      dialog,
    );
    this.showWelcome();
  }

  get isTalking() {
    return !this.#talk.hidden;
  }

  showWelcome() {
    this.#show(false);
  }

  showTalk() {
    this.#show(true);
  }

  /** @param {boolean} starting whether the request for a conversation is under way */
  setStarting(starting) {
    const { start, starting: busy } = this.#texts.welcome;
    this.#start.setAttribute("aria-disabled", String(starting));
    this.#start.replaceChildren(starting ? busy : start);
  }

  /**
   * @param {string} sentence
   * @param {string} [remedy] label of a button
   * @param {() => void} [onRemedy]
   */
  showProblem(sentence, remedy, onRemedy) {
    const action = remedy && onRemedy && button(remedy, "button--quiet", onRemedy);
    this.#problem.replaceChildren(element("p", {}, sentence), ...(action ? [action] : []));
    this.#problem.hidden = false;
  }

  clearProblem() {
    this.#problem.hidden = true;
    this.#problem.replaceChildren();
  }

  /** Scrolls the page, if need be, until the whole panel can be seen. */
  reveal() {
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** Nothing can be said in this conversation any more; only a new one is offered. */
  closeTalk() {
    this.#composer.element.hidden = true;
    this.#restart.hidden = true;
    this.#problem.querySelector("button")?.focus();
  }

  /** @param {boolean} talking */
  #show(talking) {
    this.#welcome.hidden = talking;
    for (const part of [this.#talk, this.#composer.element, this.#restart]) part.hidden = !talking;
  }
}

/**
 * @param {Texts} texts
 * @param {HTMLElement} restart
 */
function header(texts, restart) {
  return element(
    "header",
    { class: "header" },
    element("img", { class: "header__logo", src: LOGO, alt: "", width: 40, height: 40 }),
    element(
      "div",
      { class: "header__titles" },
      element("h2", { class: "header__name" }, texts.name),
      element("p", { class: "header__label" }, texts.label),
    ),
    restart,
  );
}

/**
 * @param {Texts} texts
 * @param {HTMLElement} start
 */
function welcome({ welcome: texts }, start) {
  return element(
    "div",
    { class: "welcome" },
    element("h3", { class: "welcome__title" }, texts.title),
    element("p", {}, texts.text),
    start,
    element("p", { class: "welcome__hint" }, texts.hint),
  );
}

/**
 * @param {Texts["restart"]} texts
 * @param {() => void} onConfirm
 */
function confirmation(texts, onConfirm) {
  const cancel = button(texts.cancel, "button--quiet", () => dialog.close());
  const confirm = button(texts.confirm, "button--primary", () => {
    dialog.close();
    onConfirm();
  });
  const dialog = element(
    "dialog",
    { class: "confirmation", "aria-labelledby": "lotse-restart-title", "aria-describedby": "lotse-restart-text" },
    element("h3", { id: "lotse-restart-title" }, texts.title),
    element("p", { id: "lotse-restart-text" }, texts.text),
    element("div", { class: "confirmation__actions" }, cancel, confirm),
  );
  return dialog;
}

// @ts-check
/** One message in the transcript: its element and the line below it that says what went wrong. */

import { button, element } from "./dom.js";
import { renderMessage } from "./render.js";

/** @typedef {import("./api.js").Message} Message */
/** @typedef {import("./render.js").Texts} Texts */
/**
 * @typedef {import("./render.js").Handlers & {onRetry: (message: Message) => void}} Handlers
 * `onRetry`: an unsent or unanswered message shall be sent again
 */

export class Entry {
  /** Place in the transcript: the message's number, infinite until the server has given it one. */
  order = Infinity;
  #message;
  #texts;
  #handlers;
  #trouble = element("div", { class: "trouble", hidden: true });

  /**
   * @param {Message} message
   * @param {Texts} texts
   * @param {Handlers} handlers
   */
  constructor(message, texts, handlers) {
    this.#message = message;
    this.#texts = texts;
    this.#handlers = handlers;
    this.element = renderMessage(message, texts, handlers);
    this.element.append(this.#trouble);
  }

  /**
   * Brings the element up to date without building it anew: a screen reader would read a new one again.
   *
   * @param {Message} message as the server has it now
   */
  update(message) {
    this.order = message.id;
    for (const reply of message.buttons.filter(({ used }) => used)) {
      const node = this.element.querySelector(`[data-button-id="${CSS.escape(reply.id)}"]`);
      if (node instanceof HTMLButtonElement) node.disabled = true;
    }
    const { unanswered, retry } = this.#texts.message;
    if (message.answered === false) this.showTrouble(unanswered, retry);
    else this.clearTrouble();
  }

  /**
   * @param {string} sentence
   * @param {string | null} remedy label of the button that sends the message again; null if that cannot help
   */
  showTrouble(sentence, remedy) {
    const again = remedy && button(remedy, "button--small", () => this.#handlers.onRetry(this.#message), "retry");
    this.#trouble.replaceChildren(element("p", {}, sentence), ...(again ? [again] : []));
    this.#trouble.hidden = false;
  }

  clearTrouble() {
    this.#trouble.hidden = true;
    this.#trouble.replaceChildren();
  }
}

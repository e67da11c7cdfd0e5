// @ts-check
/** The sign that an answer is on its way: dots to see, a sentence to hear. */

import { element } from "./dom.js";

/** A quicker answer comes without the sign. */
const DELAY_MS = 300;

export class Typing {
  element = element("div", { class: "typing", hidden: true, "aria-hidden": "true" }, ...dots());
  status = element("p", { class: "visually-hidden", role: "status" });
  #sentence;
  #timer = 0;

  /** @param {string} sentence */
  constructor(sentence) {
    this.#sentence = sentence;
  }

  /** @param {() => void} onShow called if and when the sign appears */
  start(onShow) {
    this.stop();
    this.#timer = window.setTimeout(() => {
      this.element.hidden = false;
      this.status.textContent = this.#sentence;
      onShow();
    }, DELAY_MS);
  }

  stop() {
    clearTimeout(this.#timer);
    this.element.hidden = true;
    this.status.textContent = "";
  }
}

function dots() {
  return [1, 2, 3].map(() => element("span", { class: "typing__dot" }));
}

// @ts-check
/** Puts the chat wherever the page has an element with `data-lotse-chat`. */

import { ConversationController } from "./conversation.js";

const here = new URL(import.meta.url);

/** @returns {Promise<import("./render.js").Texts>} */
async function loadTexts() {
  const response = await fetch(new URL(`texts.de.json${here.search}`, here), { credentials: "omit" });
  return response.json();
}

/** @param {import("./render.js").Texts} texts */
function mount(texts) {
  for (const place of document.querySelectorAll("[data-lotse-chat]")) {
    const { api = "/api", maxLength = "2000" } = /** @type {HTMLElement} */ (place).dataset;
    const chat = new ConversationController(texts, { api, maxLength: Number(maxLength) });
    place.replaceChildren(chat.element);
    chat.resume();
  }
}

mount(await loadTexts());

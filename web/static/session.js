// @ts-check
/** Keeps the conversation for this tab, so that a reload does not lose it. */

/** @typedef {import("./api.js").Conversation} Conversation */

const KEY = "lotse.conversation";

/** @returns {Conversation | null} */
export function load() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return typeof kept?.id === "string" && typeof kept?.token === "string" ? kept : null;
  } catch {
    return null;
  }
}

/** @param {Conversation} conversation */
export function save(conversation) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(conversation));
  } catch {
    // Storage is switched off or full: the conversation then lasts until the page is left.
  }
}

export function clear() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Storage is switched off: nothing was kept.
  }
}

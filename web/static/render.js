// @ts-check
/** Turns a message of the API into elements. */

import { button, element, externalLink, fill, spoken } from "./dom.js";
import { downloadBox } from "./download.js";

/** @typedef {import("./api.js").Message} Message */
/** @typedef {import("./api.js").Card} Card */
/** @typedef {import("./api.js").Source} Source */
/** @typedef {import("./api.js").QuickReply} QuickReply */
/** @typedef {typeof import("./texts.de.json")} Texts */
/**
 * @typedef {object} Handlers
 * @property {(reply: QuickReply) => void} onQuickReply called at most once per quick reply
 * @property {(code: string) => Promise<import("./api.js").Export>} onExport what is stored about a request is wanted
 */

/**
 * @param {Message} message
 * @param {Texts} texts
 * @param {Handlers} handlers
 */
export function renderMessage(message, texts, { onQuickReply, onExport }) {
  const { author, text, source, cards, reference_code: code, download, buttons } = message;
  return element(
    "div",
    { class: `message message--${author}`, "data-author": author },
    speaker(message, texts),
    text && element("div", { class: "bubble" }, element("p", {}, text), source && sourceLine(source, texts)),
    ...cards.map((card) => renderCard(card, texts)),
    !text && source && sourceLine(source, texts),
    code && referenceBox(code, texts),
    download && downloadBox(download.reference_code, texts, onExport),
    buttons.length > 0 && quickReplies(buttons, texts, onQuickReply),
  );
}

/**
 * @param {Message} message
 * @param {Texts} texts
 */
function speaker({ author, sent_at }, texts) {
  const name = element("span", { class: "speaker__name" }, texts.authors[author] ?? texts.authors.notice);
  const time = element("time", { datetime: sent_at }, clockTime(new Date(sent_at), texts.locale));
  return element("p", { class: "speaker" }, name, " ", time);
}

/**
 * @param {Date} moment
 * @param {string} locale
 */
function clockTime(moment, locale) {
  const today = moment.toDateString() === new Date().toDateString();
  const day = today ? {} : /** @type {const} */ ({ day: "2-digit", month: "2-digit" });
  return moment.toLocaleString(locale, { hour: "2-digit", minute: "2-digit", ...day });
}

/**
 * @param {Source} source
 * @param {Texts} texts
 */
function sourceLine({ title, url, as_of, note }, texts) {
  return element(
    "p",
    { class: "source" },
    texts.source.prefix,
    externalLink(url, [title], texts.link.newTab) ?? title,
    as_of && `, ${as_of}`,
    note && element("span", { class: "source__note" }, note),
  );
}

/**
 * @param {Card} card
 * @param {Texts} texts
 */
function renderCard({ kind_label, title, verdict, verdict_label, text, reasons, url, source }, texts) {
  const label = [texts.card.link, spoken(fill(texts.card.about, { title }))];
  const link = externalLink(url, label, texts.link.newTab, "link link--action");
  return element(
    "article",
    { class: "card", "data-verdict": verdict },
    element(
      "p",
      { class: "card__head" },
      element("span", { class: "card__kind" }, kind_label),
      " ",
      verdict_label && element("span", { class: "chip", "data-verdict": verdict }, verdict_label),
    ),
    element("h3", { class: "card__title" }, title),
    element("p", {}, text),
    reasons.length > 0 &&
      element(
        "ul",
        { class: "card__reasons", "aria-label": texts.card.reasons },
        ...reasons.map((reason) => element("li", {}, reason)),
      ),
    link && element("p", {}, link),
    source && sourceLine(source, texts),
  );
}

/**
 * @param {QuickReply[]} replies
 * @param {Texts} texts
 * @param {(reply: QuickReply) => void} onQuickReply
 */
function quickReplies(replies, texts, onQuickReply) {
  const nodes = replies.map((reply) => {
    const node = button(reply.title, "button--quiet quick-reply", () => {
      if (reply.used) return;
      reply.used = true;
      node.disabled = true;
      onQuickReply(reply);
    });
    node.disabled = reply.used;
    node.dataset.buttonId = reply.id;
    return node;
  });
  return element("div", { class: "quick-replies", role: "group", "aria-label": texts.message.quickReplies }, ...nodes);
}

/**
 * @param {string} code
 * @param {Texts} texts
 */
function referenceBox(code, texts) {
  const value = element("code", { class: "reference__code" }, code);
  const outcome = element("span", { class: "reference__outcome", role: "status" });
  const copy = button(texts.reference.copy, "button--quiet", () => copyText(value, outcome, texts), "copy");
  return element(
    "div",
    { class: "reference" },
    element("p", { class: "reference__label" }, texts.reference.label),
    value,
    copy,
    outcome,
  );
}

/**
 * @param {HTMLElement} source
 * @param {HTMLElement} outcome
 * @param {Texts} texts
 */
async function copyText(source, outcome, texts) {
  try {
    await navigator.clipboard.writeText(source.textContent ?? "");
    outcome.textContent = texts.reference.copied;
  } catch {
    // Without https, or when the browser forbids it, the visitor can still copy a selection.
    getSelection()?.selectAllChildren(source);
    outcome.textContent = texts.reference.selected;
  }
}

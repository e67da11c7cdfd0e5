// @ts-check
/** What is stored about a request: fetched when the visitor wants to see it, shown, and offered as a file. */

import { button, element, fill } from "./dom.js";

/** @typedef {import("./api.js").Export} Export */
/** @typedef {import("./render.js").Texts} Texts */

/**
 * @param {string} code
 * @param {Texts} texts
 * @param {(code: string) => Promise<Export>} onExport rejects with an error whose message is for the visitor
 */
export function downloadBox(code, texts, onExport) {
  const { label, show, failed } = texts.download;
  const heading = fill(label, { code });
  const outcome = element("p", { class: "download__outcome", role: "status" });
  const box = element("div", { class: "download", role: "group", "aria-label": heading });
  const open = button(show, "button--quiet", async () => {
    open.disabled = true;
    try {
      const stored = await onExport(code);
      open.replaceWith(list(stored), fileLink(stored, texts));
      outcome.textContent = texts.download.shown;
    } catch (error) {
      outcome.textContent = (error instanceof Error && error.message) || failed;
      open.disabled = false;
    }
  });
  box.append(element("p", { class: "download__label" }, heading), open, outcome);
  return box;
}

/** @param {Export} stored */
function list({ rows }) {
  const lines = rows.flatMap(({ label, text }) => [element("dt", {}, label), element("dd", {}, text)]);
  return element("dl", { class: "download__rows" }, ...lines);
}

/**
 * @param {Export} stored
 * @param {Texts} texts
 */
function fileLink({ file_name, content }, texts) {
  const file = new Blob([JSON.stringify(content, null, 2)], { type: "application/json" });
  return element(
    "a",
    { class: "link link--action", href: URL.createObjectURL(file), download: file_name },
    texts.download.save,
  );
}

// @ts-check
/** Helpers that build elements. Text only ever becomes a text node: nothing here or elsewhere parses HTML. */

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null>} Attributes */

/**
 * An attribute that is `true` is set without a value; one that is `false` or `null` is left out.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter(isPresent));
  return node;
}

/**
 * @param {string} label
 * @param {string} style class names besides `button`
 * @param {(button: HTMLButtonElement) => void} onClick
 * @param {string} [icon] name of an icon in the style sheet
 */
export function button(label, style, onClick, icon) {
  const node = element(
    "button",
    { type: "button", class: `button ${style}` },
    icon && element("span", { class: `icon icon--${icon}`, "aria-hidden": "true" }),
    element("span", { class: "button__label" }, label),
  );
  node.addEventListener("click", () => onClick(node));
  return node;
}

/**
 * A link that opens in a new tab; null if the address is missing or is not a web address.
 *
 * @param {string | null} address
 * @param {Child[]} label
 * @param {string} newTabHint read out by screen readers only
 * @param {string} [style]
 */
export function externalLink(address, label, newTabHint, style = "link") {
  if (!address || !isWebAddress(address)) return null;
  const attributes = { class: style, href: address, target: "_blank", rel: "noopener noreferrer" };
  return element("a", attributes, ...label, spoken(newTabHint));
}

/**
 * Text for screen readers only.
 *
 * @param {string} text
 */
export function spoken(text) {
  return element("span", { class: "visually-hidden" }, text);
}

/**
 * @param {string} template text with names in braces
 * @param {Record<string, string | number>} values
 */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (placeholder, name) => String(values[name] ?? placeholder));
}

/**
 * @param {Child} child
 * @returns {child is Node | string}
 */
function isPresent(child) {
  return Boolean(child);
}

/** @param {string} address */
function isWebAddress(address) {
  return URL.canParse(address) && ["http:", "https:"].includes(new URL(address).protocol);
}

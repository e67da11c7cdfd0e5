// @ts-check
/** The visitor API: four calls, one kind of error. */

/** @typedef {{id: string, token: string}} Conversation */
/** @typedef {{client_message_id: string, text: string} | {client_message_id: string, button_id: string}} Outgoing */
/** @typedef {{title: string, url: string | null, as_of: string | null, note: string | null}} Source */
/** @typedef {{id: string, title: string, used: boolean}} QuickReply */
/**
 * @typedef {object} Card
 * @property {string} kind_label
 * @property {string} title
 * @property {"fits" | "unclear" | "info"} verdict
 * @property {string | null} verdict_label
 * @property {string} text
 * @property {string[]} reasons
 * @property {string | null} url
 * @property {Source | null} source
 */
/**
 * @typedef {object} Message
 * @property {number} id rises with every message of a conversation
 * @property {"visitor" | "bot" | "notice"} author
 * @property {string | null} text
 * @property {string} sent_at ISO 8601, UTC
 * @property {string | null} client_message_id
 * @property {boolean | null} answered false: kept, but the assistant could not answer yet
 * @property {QuickReply[]} buttons
 * @property {Source | null} source
 * @property {Card[]} cards
 * @property {string | null} reference_code
 * @property {{reference_code: string} | null} download a request whose data can be fetched
 */
/**
 * @typedef {object} Export
 * @property {string} file_name
 * @property {{label: string, text: string}[]} rows what a person reads
 * @property {object} content all of it
 */

const TIMEOUT_MS = 30_000;
const WORTH_REPEATING = [408, 409, 425, 429];

/** Why a call failed. The message is the server's sentence for the visitor, empty if there is none. */
export class ApiError extends Error {
  /**
   * @param {"network" | "expired" | "refused"} kind
   * @param {string} message
   * @param {boolean} repeatable whether the same call may succeed later
   */
  constructor(kind, message, repeatable) {
    super(message);
    this.kind = kind;
    this.repeatable = repeatable;
  }
}

export class Api {
  #base;

  /** @param {string} base address that the paths start with, without a slash at its end */
  constructor(base) {
    this.#base = base;
  }

  /** @returns {Promise<{conversation: Conversation, messages: Message[]}>} */
  async open() {
    const { conversation_id, token, messages } = await this.#call("POST", "");
    return { conversation: { id: conversation_id, token }, messages };
  }

  /**
   * @param {Conversation} conversation
   * @param {number} [after] id of the last message that is known
   * @returns {Promise<Message[]>}
   */
  async messages({ id, token }, after = 0) {
    return (await this.#call("GET", `/${id}/messages?after=${after}`, token)).messages;
  }

  /**
   * Sending the same message again is safe: the server knows it by its id.
   *
   * @param {Conversation} conversation
   * @param {Outgoing} outgoing
   * @returns {Promise<Message[]>} the message as the server keeps it, then the replies
   */
  async send({ id, token }, outgoing) {
    return (await this.#call("POST", `/${id}/messages`, token, outgoing)).messages;
  }

  /**
   * What is stored about a request.
   *
   * @param {Conversation} conversation
   * @param {string} code
   * @returns {Promise<Export>}
   */
  async export({ id, token }, code) {
    return this.#call("POST", `/${id}/exports`, token, { reference_code: code });
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {string} [token]
   * @param {object} [body]
   */
  async #call(method, path, token, body) {
    const headers = new Headers({ Accept: "application/json" });
    if (token) headers.set("Authorization", `Bearer ${token}`);
    if (body) headers.set("Content-Type", "application/json");
    const request = { method, headers, body: body && JSON.stringify(body) };
    const response = await fetchJson(`${this.#base}/conversations${path}`, request);
    if (!response.ok) throw problem(response.status, response.content?.error?.message ?? "");
    return response.content;
  }
}

/**
 * @param {string} address
 * @param {RequestInit} request
 * @returns {Promise<{ok: boolean, status: number, content: any}>} the content is null if an error came without JSON
 */
async function fetchJson(address, request) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(address, { ...request, signal, credentials: "omit", cache: "no-store" });
    const { ok, status } = response;
    return { ok, status, content: ok ? await response.json() : await response.json().catch(() => null) };
  } catch {
    throw new ApiError("network", "", true);
  }
}

/**
 * @param {number} status
 * @param {string} message
 */
function problem(status, message) {
  if (status === 401) return new ApiError("expired", message, false);
  return new ApiError("refused", message, status >= 500 || WORTH_REPEATING.includes(status));
}

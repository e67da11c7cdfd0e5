// @ts-check
/** The visitor's messages that are under way, unsent or unanswered, so that each can be sent again as it was. */

/** @typedef {import("./api.js").Message} Message */
/** @typedef {import("./api.js").Outgoing} Outgoing */

export class Outbox {
  /** @type {Map<string, Outgoing>} */
  #waiting = new Map();

  /** Ids of the messages that wait. */
  get ids() {
    return [...this.#waiting.keys()];
  }

  /**
   * @param {{text: string} | {button_id: string}} content
   * @returns {Outgoing}
   */
  add(content) {
    const outgoing = { client_message_id: newId(), ...content };
    this.#waiting.set(outgoing.client_message_id, outgoing);
    return outgoing;
  }

  /**
   * After a reload only the text is left of a quick reply; the server knows the message by its id.
   *
   * @param {Message} message one of the visitor's
   * @returns {Outgoing}
   */
  again({ client_message_id, text }) {
    const id = client_message_id ?? "";
    return this.#waiting.get(id) ?? { client_message_id: id, text: text ?? "" };
  }

  /** @param {Message[]} messages as the server has them; what is answered needs no second try */
  settle(messages) {
    for (const { client_message_id, answered } of messages) {
      if (client_message_id && answered !== false) this.#waiting.delete(client_message_id);
    }
  }

  clear() {
    this.#waiting.clear();
  }
}

/** A random UUID; `crypto.randomUUID` is missing where the page comes without https. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// @ts-check
/** What happens in the chat: begin, resume, send, send again, begin anew. */

import { Api, ApiError } from "./api.js";
import { Composer } from "./composer.js";
import { Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import * as session from "./session.js";
import { Transcript } from "./transcript.js";

/** @typedef {import("./api.js").Conversation} Conversation */
/** @typedef {import("./api.js").Message} Message */
/** @typedef {import("./api.js").Outgoing} Outgoing */
/** @typedef {import("./api.js").QuickReply} QuickReply */
/** @typedef {import("./render.js").Texts} Texts */

export class ConversationController {
  /** @type {Conversation | null} */
  #conversation = null;
  /** One call at a time, so that messages arrive in the order in which they were written. */
  #queue = Promise.resolve();
  #outbox = new Outbox();
  #starting = false;
  #texts;
  #api;
  #transcript;
  #composer;
  #panel;

  /**
   * @param {Texts} texts
   * @param {{api: string, maxLength: number}} options `api` is the base address of the visitor API
   */
  constructor(texts, { api, maxLength }) {
    this.#texts = texts;
    this.#api = new Api(api);
    this.#composer = new Composer(texts.composer, maxLength, (text) => this.#send({ text }, text));
    this.#transcript = new Transcript(texts, {
      onQuickReply: (reply) => this.#sendQuickReply(reply),
      onRetry: (message) => this.#sendAgain(message),
      onExport: (code) => this.#export(code),
    });
    this.#panel = new Panel(texts, this.#transcript, this.#composer, () => this.#begin());
    this.element = this.#panel.element;
  }

  /** Shows the conversation that this tab had before a reload, if there was one. */
  resume() {
    this.#conversation = session.load();
    if (!this.#conversation) return;
    this.#panel.showTalk();
    this.#fetchAll();
  }

  async #begin() {
    if (this.#starting) return;
    this.#setStarting(true);
    try {
      const { conversation, messages } = await this.#api.open();
      this.#enter(conversation, messages);
    } catch (error) {
      this.#showFailedBegin(asApiError(error));
    } finally {
      this.#setStarting(false);
    }
  }

  /** @param {boolean} starting */
  #setStarting(starting) {
    this.#starting = starting;
    this.#panel.setStarting(starting);
  }

  /**
   * @param {Conversation} conversation
   * @param {Message[]} messages
   */
  #enter(conversation, messages) {
    session.clear();
    this.#conversation = conversation;
    this.#queue = Promise.resolve();
    this.#outbox.clear();
    this.#transcript.clear();
    this.#composer.clear();
    this.#panel.clearProblem();
    this.#panel.showTalk();
    this.#transcript.show(messages);
    this.#focus();
    this.#panel.reveal();
  }

  /** @param {ApiError} error */
  #showFailedBegin({ message }) {
    const { network, retry } = this.#texts.problem;
    // The welcome has a button of its own for the next try.
    if (this.#panel.isTalking) this.#panel.showProblem(message || network, retry, () => this.#begin());
    else this.#panel.showProblem(message || network);
  }

  #fetchAll() {
    const { network, retry } = this.#texts.problem;
    this.#enqueue(
      (conversation) => this.#api.messages(conversation),
      ({ message }) => this.#panel.showProblem(message || network, retry, () => this.#fetchAll()),
    );
  }

  /** @param {QuickReply} reply */
  #sendQuickReply({ id, title }) {
    this.#send({ button_id: id }, title);
    this.#focus();
  }

  /**
   * @param {{text: string} | {button_id: string}} content
   * @param {string} text what the visitor sees of it
   */
  #send(content, text) {
    const outgoing = this.#outbox.add(content);
    this.#transcript.showPending(outgoing.client_message_id, text);
    this.#deliver(outgoing);
  }

  /** @param {string} code */
  async #export(code) {
    if (!this.#conversation) throw new ApiError("expired", this.#texts.problem.expired, false);
    return this.#api.export(this.#conversation, code);
  }

  /** @param {Message} message */
  #sendAgain(message) {
    const outgoing = this.#outbox.again(message);
    this.#transcript.clearTrouble(outgoing.client_message_id);
    this.#deliver(outgoing);
    this.#focus();
  }

  /** @param {Outgoing} outgoing */
  #deliver(outgoing) {
    const id = outgoing.client_message_id;
    this.#enqueue(
      (conversation) => this.#api.send(conversation, outgoing),
      ({ message, repeatable }) => this.#transcript.showUnsent(id, message, repeatable),
    );
  }

  /**
   * Runs a call when those before it have ended, and shows what comes of it,
   * unless the visitor has gone on to another conversation by then.
   *
   * @param {(conversation: Conversation) => Promise<Message[]>} call
   * @param {(error: ApiError) => void} onError
   */
  #enqueue(call, onError) {
    const conversation = this.#conversation;
    this.#queue = this.#queue.then(async () => {
      if (!conversation || conversation !== this.#conversation) return;
      this.#transcript.startTyping();
      const outcome = await call(conversation).catch(asApiError);
      if (conversation !== this.#conversation) return;
      this.#transcript.stopTyping();
      if (outcome instanceof ApiError) this.#fail(outcome, onError);
      else this.#succeed(conversation, outcome);
    });
  }

  /**
   * @param {Conversation} conversation
   * @param {Message[]} messages
   */
  #succeed(conversation, messages) {
    // Only now has the visitor said something worth keeping across a reload.
    if (messages.some(({ author }) => author === "visitor")) session.save(conversation);
    this.#outbox.settle(messages);
    this.#panel.clearProblem();
    this.#transcript.show(messages);
  }

  /**
   * @param {ApiError} error
   * @param {(error: ApiError) => void} onError
   */
  #fail(error, onError) {
    if (error.kind === "expired") this.#expire(error.message || this.#texts.problem.expired);
    else onError(error);
  }

  /** @param {string} sentence */
  #expire(sentence) {
    session.clear();
    this.#conversation = null;
    if (this.#transcript.isEmpty) {
      this.#panel.showWelcome();
      this.#panel.showProblem(sentence);
      return;
    }
    this.#panel.showProblem(sentence, this.#texts.problem.restart, () => this.#begin());
    this.#panel.closeTalk();
    for (const id of this.#outbox.ids) this.#transcript.showUnsent(id, this.#texts.message.lost, false);
  }

  /** On touch screens the field stays unfocused: the keyboard would cover what there is to read. */
  #focus() {
    if (matchMedia("(pointer: coarse)").matches) this.#transcript.focus();
    else this.#composer.focus();
  }
}

/**
 * @param {unknown} error
 * @returns {ApiError}
 */
function asApiError(error) {
  if (error instanceof ApiError) return error;
  reportError(error);
  return new ApiError("refused", "", true);
}

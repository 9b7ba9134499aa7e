// Scans on their way to the station: kept in this browser first, sent one at a time and in order,
// dropped when answered. What waits is WAITING, never accepted.

import { newId } from "./ids.js";
import { doubt, standing } from "./standing.js";

/**
 * @import { Answer } from "./answers.js"
 * @import { Grammar } from "./grammar.js"
 * @import { Item, State } from "./standing.js"
 */

export const ANSWER_WITHIN_MS = 10_000; // the store waits up to 10 s for a backup; then the line is lost
export const RETRY_MS = 1_000;

/**
 * What a queue stands on, and whom it tells.
 * @typedef {object} Page
 * @property {string} key of this page's own queue in the browser's storage
 * @property {Grammar} grammar
 * @property {() => State} state as the station last said
 * @property {(queue: { waiting: Item[], failed: boolean }) => void} onChange
 * @property {() => void} onWaits a scan was kept that cannot be sent now
 * @property {(answer: Answer, item: Item) => void} onAnswer
 * @property {(item: Item, why: "old" | "moved") => void} onDoubt
 */

export class Queue {
  #page;
  #online = false;
  #busy = false;
  #failed = false;
  /** @type {Set<string>} the scans that are known to wait, by their scan ids */ #waits;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    this.#waits = idsOf(this.items()); // those of before this page came are not told anew
  }

  /**
   * Keep a scan, then send it. Throws when the browser cannot keep it.
   * @param {string} url
   * @param {{ text: string, at: string }} scan
   */
  add(url, scan) {
    const { state, grammar } = this.#page;
    const items = this.items();
    // JSON drops what is undefined, and that is what is meant: unknown is not compared.
    items.push({ url, body: { scan_id: newId(), ...scan }, ...standing(items, state(), grammar) });
    this.#keep(items);
    this.pump();
  }

  /** @returns {Item[]} */
  items() {
    return JSON.parse(localStorage.getItem(this.#page.key) ?? "[]");
  }

  /**
   * The connection is there, with the present state; or it is lost.
   * @param {boolean} online
   */
  connected(online) {
    this.#online = online;
    if (online) this.#failed = false;
    this.#tell();
    if (online) this.pump();
  }

  /** @param {string} scanId */
  confirm(scanId) {
    this.#keep(this.items().map((item) => (item.body.scan_id === scanId ? { ...item, confirmed: true } : item)));
    this.pump();
  }

  /** @param {string} scanId */
  drop(scanId) {
    this.#keep(this.items().filter((item) => item.body.scan_id !== scanId));
    this.pump();
  }

  async pump() {
    this.#tell();
    const head = this.items().at(0);
    if (this.#busy || !this.#online || head === undefined) return;
    const why = doubt(head, this.#page.state(), Date.now());
    if (why !== null) this.#page.onDoubt(head, why);
    else await this.#send(head);
  }

  /** @param {Item} item */
  async #send(item) {
    this.#busy = true;
    const answer = await post(item.url, item.body);
    this.#busy = false;
    this.#failed = answer === null;
    if (answer === null) {
      this.#tell();
      setTimeout(() => this.pump(), RETRY_MS);
      return;
    }
    this.#page.onAnswer(answer, item);
    this.drop(item.body.scan_id);
  }

  /** @param {Item[]} items */
  #keep(items) {
    localStorage.setItem(this.#page.key, JSON.stringify(items));
  }

  #tell() {
    const waiting = this.items();
    const failed = this.#failed || !this.#online;
    this.#page.onChange({ waiting, failed });
    if (!failed) return;
    const more = waiting.some(({ body }) => !this.#waits.has(body.scan_id));
    this.#waits = idsOf(waiting);
    if (more) this.#page.onWaits();
  }
}

/** @param {Item[]} items */
function idsOf(items) {
  return new Set(items.map(({ body }) => body.scan_id));
}

/**
 * The station's answer, {error} for a sentence of its own; null when nothing came: send it again.
 * @param {string} url
 * @param {object} body
 * @returns {Promise<Answer | null>}
 */
export async function post(url, body) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (response.status === 503) return null;
    const isJson = (response.headers.get("content-type") ?? "").startsWith("application/json");
    return isJson ? await response.json() : { error: await response.text() };
  } catch {
    return null;
  }
}

// Scans on their way to the station: kept in this browser first, sent one at a time and in order,
// dropped when answered. What waits is WAITING, never accepted.

export const OLD_MS = 120_000; // a scan that waited longer is asked for: the tube may be elsewhere by now
export const ANSWER_WITHIN_MS = 10_000; // the store waits up to 10 s for a backup; then the line is lost
export const RETRY_MS = 1_000;

const CARD_SIDES = { CARDLEFT: "left", CARDRIGHT: "right" };
const IS_WRISTBAND = /^(?!CARD)(?![0-9]{14}$)/;

/** A scan id that no other scan has; getRandomValues is there without HTTPS too. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What a new scan stands on: the side and procedure after all that waits before it. */
export function standing(items, state) {
  let { procedure, side } = state;
  for (const { body } of items) {
    const text = body.text.trim().toUpperCase();
    if (text in CARD_SIDES) side = CARD_SIDES[text];
    else if (IS_WRISTBAND.test(text)) procedure = side = undefined; // known when it is answered
  }
  return { procedure, side };
}

/** Why a waiting scan must be asked for before it is sent: "old", "moved" or null. */
export function doubt(item, state, now) {
  if (item.confirmed) return null;
  const moved = (key) => item[key] !== undefined && item[key] !== state[key];
  if (moved("procedure") || moved("side")) return "moved";
  return now - Date.parse(item.body.at) > OLD_MS ? "old" : null;
}

/**
 * The queue of one page. `state()` is {procedure, side} as the station last said;
 * `onChange({waiting, failed})`, `onAnswer(answer)`, `onDoubt(item, why)` tell the page.
 */
export class Queue {
  constructor({ key, state, onChange, onAnswer, onDoubt }) {
    Object.assign(this, { key, state, onChange, onAnswer, onDoubt });
    this.online = false;
    this.busy = false;
    this.failed = false;
  }

  /** Keep a scan, then send it. Throws when the browser cannot keep it. */
  add(url, body) {
    const items = this.items();
    // JSON drops what is undefined, and that is what is meant: unknown is not compared.
    items.push({ url, body: { scan_id: newId(), ...body }, ...standing(items, this.state()) });
    this.#keep(items);
    this.pump();
  }

  items() {
    return JSON.parse(localStorage.getItem(this.key) ?? "[]");
  }

  /** The connection is there, with the present state; or it is lost. */
  connected(online) {
    this.online = online;
    if (online) this.failed = false;
    this.#tell();
    if (online) this.pump();
  }

  confirm(scanId) {
    this.#keep(this.items().map((item) => (item.body.scan_id === scanId ? { ...item, confirmed: true } : item)));
    this.pump();
  }

  drop(scanId) {
    this.#keep(this.items().filter((item) => item.body.scan_id !== scanId));
    this.pump();
  }

  async pump() {
    this.#tell();
    const head = this.items()[0];
    if (this.busy || !this.online || head === undefined) return;
    const why = doubt(head, this.state(), Date.now());
    if (why !== null) {
      this.onDoubt(head, why);
      return;
    }
    this.busy = true;
    const answer = await post(head.url, head.body);
    this.busy = false;
    this.failed = answer === null;
    if (this.failed) {
      this.#tell();
      setTimeout(() => this.pump(), RETRY_MS);
      return;
    }
    this.onAnswer(answer, head);
    this.drop(head.body.scan_id);
  }

  #keep(items) {
    localStorage.setItem(this.key, JSON.stringify(items));
  }

  #tell() {
    this.onChange({ waiting: this.items(), failed: this.failed || !this.online });
  }
}

/** The station's answer, {error} for a sentence of its own; null when nothing came: send it again. */
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

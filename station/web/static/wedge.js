// Turns the keys of a USB reader that types (a "keyboard wedge") into scans, on pages without text fields.
//
// `listen` is the way in. All that decides anything is a function of values above it:
// press / silence (the state, and a key or none) -> judge (a run of keys) -> readings (its text).
// A misread is worse than no read: what is not plainly one whole code is refused, with a reason.

import { isChecked } from "./grammar.js";
import { characters, readings } from "./keys.js";

/**
 * @import { Grammar } from "./grammar.js"
 * @import { Both, Key, Refusal } from "./keys.js"
 */

// A reader's own pace: 110 ms between keys is the slowest setting in use, and the browser adds to it.
export const MAX_GAP_MS = 150;
export const MAX_MEAN_GAP_MS = 120;
// Nobody types faster than this on average; a slower run must be as even as a machine's.
export const FASTEST_TYPIST_MEAN_MS = 70;
export const MAX_SPREAD_MS = 60;
// What comes this soon after a run that broke off may be its other half.
export const RECOVERY_MS = 1000;
// The same code again this soon after its last reading is one scan: a trigger that bounced or was held.
export const DOUBLED_MS = 1500;
const LATE_TIMER_MS = 20; // a timer this late shared its wait with the keys: let them in first

/**
 * What became of a run of keys: a text, the last text again, or a refusal; with the time of its last key.
 * @typedef {{ at: number, text?: string, doubled?: string, refused?: Refusal }} Outcome
 */

/**
 * The run of keys so far; a run that begins up to `doubt` may be a rest; the last scan.
 * @typedef {{ keys: readonly (Both & { at: number })[], doubt: number, last: { text: string, at: number } | null,
 *   grammar: Grammar }} Run
 */

// ---- A run of keys: what follows one another within MAX_GAP_MS.

/**
 * Whether the times (ms) of two keys or more are a reader's: fast, and where a person could be as fast, even.
 * @param {readonly number[]} times
 */
export function isReaderPace(times) {
  const gaps = times.slice(1).map((at, i) => at - times[i]);
  const mean = (times[times.length - 1] - times[0]) / gaps.length;
  const longest = Math.max(...gaps);
  if (longest > MAX_GAP_MS || mean > MAX_MEAN_GAP_MS) return false;
  return mean <= FASTEST_TYPIST_MEAN_MS || longest - Math.min(...gaps) <= MAX_SPREAD_MS;
}

/**
 * The state before any key, when listening begins: the rest of a scan may be on its way.
 * @param {number} at
 * @param {Grammar} grammar
 * @returns {Run}
 */
export function start(at, grammar) {
  return { keys: [], doubt: at + MAX_GAP_MS, last: null, grammar };
}

/**
 * The state after a key down. `swallow` keeps the key from the page.
 * @param {Run} run
 * @param {Key} key
 * @returns {{ run: Run, swallow: boolean, outcomes: Outcome[] }}
 */
export function press(run, key) {
  const last = run.keys.at(-1);
  const before = last && key.at - last.at > MAX_GAP_MS ? silence(run) : { run, outcomes: [] };
  const after = next(before.run, key);
  return { ...after, outcomes: [...before.outcomes, ...after.outcomes] };
}

/**
 * @param {Run} run
 * @param {Key} key
 */
function next(run, key) {
  const running = run.keys.length > 0;
  if (isTerminator(key, running)) {
    const swallow = key.key !== "Tab" || running || key.at <= run.doubt;
    return { ...end(run, key.at), swallow };
  }
  const written = key.command && !running ? null : characters(key);
  if (written === null) return { run, swallow: false, outcomes: [] };
  const keys = [...run.keys, { ...written, at: key.at }];
  return { run: { ...run, keys }, swallow: true, outcomes: [] };
}

/**
 * Ctrl+J and Ctrl+M are how readers with control characters switched on send LF and CR.
 * @param {Key} key
 * @param {boolean} running
 */
function isTerminator(key, running) {
  if (key.command) return running && (key.code === "KeyJ" || key.code === "KeyM");
  return key.key === "Enter" || key.key === "Tab";
}

/**
 * The state after no key came for MAX_GAP_MS. Only a text that checks itself is whole now.
 * @param {Run} run
 */
export function silence(run) {
  return end(run, null);
}

/**
 * @param {Run} run
 * @param {number | null} terminatedAt
 * @returns {{ run: Run, outcomes: Outcome[] }}
 */
function end(run, terminatedAt) {
  const { keys, grammar } = run;
  const doubted = keys.length > 0 && keys[0].at <= run.doubt;
  const outcome = keys.length < grammar.shortest ? null : judge(run, doubted, terminatedAt);
  const scanned = outcome?.text ?? outcome?.doubled;
  const broken = terminatedAt === null && scanned === undefined;
  return {
    run: {
      keys: [],
      doubt: broken ? keys[keys.length - 1].at + RECOVERY_MS : -Infinity,
      last: outcome === null || scanned === undefined ? run.last : { text: scanned, at: outcome.at },
      grammar,
    },
    outcomes: outcome === null ? [] : [outcome],
  };
}

/**
 * @param {Run} run
 * @param {boolean} doubted
 * @param {number | null} terminatedAt
 * @returns {Outcome}
 */
function judge({ keys, last, grammar }, doubted, terminatedAt) {
  const times = keys.map((key) => key.at);
  const at = terminatedAt ?? times[times.length - 1];
  if (!isReaderPace(terminatedAt === null ? times : [...times, at])) return { refused: "typed", at };
  const { text, refused } = readings(keys, grammar);
  if (doubted || (terminatedAt === null && !isChecked(text ?? "", grammar))) return { refused: "cut", at };
  if (text === undefined) return { refused, at };
  const again = last !== null && last.text === text && times[0] - last.at <= DOUBLED_MS;
  return again ? { doubled: text, at } : { text, at };
}

// ---- The page.

/**
 * Who is told: a scan, the last scan again, keys at a reader's pace that were no whole code; `at` is the moment
 * of the last key, ISO 8601 in UTC.
 * @typedef {object} Ears
 * @property {(scan: { text: string, at: string }) => void} onScan
 * @property {(scan: { text: string, at: string }) => void} [onDoubled]
 * @property {(refusal: { why: Refusal, at: string }) => void} [onRefused]
 */

/**
 * Listen until the function that is returned is called. While listening, no plain key writes, clicks or scrolls
 * anything; Ctrl+Enter clicks instead, and Tab moves the focus between scans.
 * @param {Grammar} grammar
 * @param {Ears} ears
 */
export function listen(grammar, ears) {
  const listener = new Listener(grammar, ears);
  listener.begin();
  return () => listener.stop();
}

class Listener {
  /** @type {Ears} */ #ears;
  /** @type {Run} */ #run;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #due = 0;
  #ending = new AbortController();

  /**
   * @param {Grammar} grammar
   * @param {Ears} ears
   */
  constructor(grammar, ears) {
    this.#ears = ears;
    this.#run = start(performance.now(), grammar);
  }

  begin() {
    const { signal } = this.#ending;
    document.addEventListener("keydown", (event) => this.#onKeyDown(event), { capture: true, signal });
    document.addEventListener("keyup", onKeyUp, { capture: true, signal });
    window.addEventListener("focus", () => this.#onFocus(), { signal });
  }

  stop() {
    clearTimeout(this.#timer);
    this.#ending.abort();
  }

  /** @param {KeyboardEvent} event */
  #onKeyDown(event) {
    const altGraph = event.getModifierState("AltGraph");
    const command = !altGraph && (event.ctrlKey || event.altKey || event.metaKey);
    const { key, code, shiftKey: shift, timeStamp: at } = event;
    const pressed = press(this.#run, { key, code, shift, command, altGraph, at });
    if (pressed.swallow) swallow(event);
    if (event.repeat) return;
    if (isClick(event) && this.#run.keys.length === 0) clickFocused();
    this.#become(pressed);
  }

  /** A window that gets the keyboard in the middle of a scan sees its rest only. */
  #onFocus() {
    const { grammar, last } = this.#run;
    this.#become({ run: { ...start(performance.now(), grammar), last }, outcomes: [] });
  }

  /** @param {{ run: Run, outcomes: Outcome[] }} following */
  #become({ run, outcomes }) {
    this.#run = run;
    clearTimeout(this.#timer);
    if (run.keys.length > 0) this.#awaitSilence();
    for (const outcome of outcomes) this.#tell(outcome);
  }

  #awaitSilence() {
    this.#due = performance.now() + MAX_GAP_MS;
    this.#timer = setTimeout(() => this.#onSilence(), MAX_GAP_MS);
  }

  #onSilence() {
    if (performance.now() - this.#due > LATE_TIMER_MS) this.#awaitSilence();
    else this.#become(silence(this.#run));
  }

  /** @param {Outcome} outcome */
  #tell({ text, doubled, refused, at }) {
    const moment = new Date(Date.now() - (performance.now() - at)).toISOString();
    if (text !== undefined) this.#ears.onScan({ text, at: moment });
    else if (doubled !== undefined) this.#ears.onDoubled?.({ text: doubled, at: moment });
    else if (refused !== undefined) this.#ears.onRefused?.({ why: refused, at: moment });
  }
}

/**
 * For people without a mouse; no reader sends it.
 * @param {KeyboardEvent} event
 */
function isClick(event) {
  return event.key === "Enter" && event.ctrlKey;
}

function clickFocused() {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement) focused.click();
}

/**
 * Some browsers click on the release of the space bar.
 * @param {KeyboardEvent} event
 */
function onKeyUp(event) {
  if (event.key === " " || event.key === "Enter") swallow(event);
}

/** @param {Event} event */
function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

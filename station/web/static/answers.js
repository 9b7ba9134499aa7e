// The kinds of answer, each with its own look and tone, and the sentence that the band shows.

/**
 * What the station says to a scan or a button; `error` is a sentence of its own, where nothing was judged.
 * @import { State } from "./standing.js"
 * @import { TrayShown } from "./tray.js"
 * @typedef {object} Answer
 * @property {string} [scan_id]
 * @property {boolean} [accepted]
 * @property {string} [message]
 * @property {string | null} [reason]
 * @property {string | null} [container]
 * @property {Kind} [kind_of_answer]
 * @property {boolean} [check] about a print check: nothing is collected
 * @property {boolean} [not_received] a desk rejected it, sent it on or took its reception back
 * @property {string | null} [procedure] that it was judged in
 * @property {string | null} [patient_id] whose it is, said at a desk
 * @property {number} [number] of its own among all that the station has told
 * @property {string} [at] when it was told
 * @property {Tone} [tone]
 * @property {string} [error]
 * @property {State} [state]
 * @property {TrayShown} [tray]
 *
 * @typedef {"done" | "warning" | "question" | "refused"} Kind
 * @import { Tone } from "./sound.js"
 */

/** @type {Record<Kind, Tone>} of what the page itself answers; the station names the tone of what it answers */
export const TONE_OF = { done: "high", warning: "high-mid", question: "mid-mid", refused: "low-low" };

/**
 * Which kind of answer it is; what the station does not judge it has not done.
 * @param {Answer} answer
 * @returns {Kind}
 */
export function kindOf({ kind_of_answer: kind }) {
  return kind ?? "refused";
}

/**
 * How the band looks (style.css): a colour and a sign for each kind, for a print check, and for what a desk did not take in.
 * @param {Answer} answer
 */
export function lookOf(answer) {
  const kind = kindOf(answer);
  if (kind !== "done") return kind;
  if (answer.check) return "done check";
  return answer.not_received ? "done not-received" : kind;
}

/**
 * The sentence of an answer.
 * @param {Answer} answer
 */
export function sentence({ error, message }) {
  return error ?? message ?? "";
}

// The kinds of answer, each with its own look and tone, and the sentence that the band shows.

/**
 * What the station says to a scan or a button; `error` is a sentence of its own, where nothing was judged.
 * @import { State } from "./standing.js"
 * @import { TrayShown } from "./tray.js"
 * @typedef {object} Answer
 * @property {string} [scan_id]
 * @property {boolean} [accepted]
 * @property {string} [message]
 * @property {string | null} [warning]
 * @property {string | null} [reason]
 * @property {string | null} [container]
 * @property {Kind} [kind_of_answer]
 * @property {Tone} [tone]
 * @property {string} [error]
 * @property {State} [state]
 * @property {TrayShown} [tray]
 *
 * @typedef {"done" | "warning" | "question" | "refused"} Kind
 * @import { Tone } from "./sound.js"
 */

/** @type {Record<Kind, { band: string, tone: Tone }>} */
export const LOOKS = {
  done: { band: "good", tone: "high" },
  warning: { band: "good noted", tone: "high-mid" },
  question: { band: "ask", tone: "mid-mid" },
  refused: { band: "bad", tone: "low-low" },
};

/**
 * Which kind of answer it is.
 * @param {Answer} answer
 * @returns {Kind}
 */
export function kindOf({ accepted, warning, kind_of_answer: kind }) {
  if (kind !== undefined) return kind;
  if (!accepted) return "refused";
  return warning ? "warning" : "done";
}

/**
 * The sentence of an answer.
 * @param {Answer} answer
 * @param {Record<string, string>} words
 */
export function sentence(answer, words) {
  if (answer.error !== undefined) return answer.error;
  return kindOf(answer) === "warning" ? `${answer.message} ${words.warning}` : (answer.message ?? "");
}

// The band at the top: the one place where an answer is shown and sounded.

import { kindOf, LOOKS, sentence } from "./answers.js";
import { newId } from "./ids.js";
import { byId, words } from "./page.js";
import { open } from "./sheets.js";
import { sound } from "./sound_check.js";

/** @import { Answer } from "./answers.js" */

const band = byId("band");
const text = byId("band-text");

/** @type {string | null} the answer that the band shows, by its scan id */
let shown = null;

/**
 * Show an answer, with its tone; the same scan's answer is shown once.
 * @param {Answer} answer
 * @param {string} [scanId] of its own where it answers no scan
 * @param {{ silent?: boolean }} [how] silent: it was said before the page came; it sounds and opens nothing
 */
export function say(answer, scanId = newId(), { silent = false } = {}) {
  if (scanId === shown) return;
  shown = scanId;
  const look = LOOKS[kindOf(answer)];
  band.className = `band ${look.band}`;
  band.dataset.scanId = scanId;
  text.textContent = sentence(answer, words);
  if (silent) return;
  sound(answer.tone ?? look.tone);
  if (answer.reason === "reason-needed" && answer.container) open(`c-${answer.container}`);
}

/** Whether an answer was said since the page came. */
export function hasSaid() {
  return shown !== null;
}

/** The same code again is one scan: what was said of it still holds, and is not said again. */
export function sayDoubled() {
  text.textContent = `${text.textContent.replace(words.doubled, "").trim()} ${words.doubled}`;
  band.dataset.scanId = newId();
  sound("mid");
}

/**
 * What is no answer: no earlier one may be taken for it.
 * @param {string} sentence
 */
export function note(sentence) {
  text.textContent = sentence;
  band.className = "band idle";
}

/**
 * Give the band's place to the scans that wait, or take it back.
 * @param {boolean} hidden
 */
export function hideBand(hidden) {
  band.hidden = hidden;
}

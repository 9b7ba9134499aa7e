// The band at the top: the one place where an answer is shown and sounded.

import { kindOf, lookOf, sentence, TONE_OF } from "./answers.js";
import { clock } from "./clock.js";
import { newId } from "./ids.js";
import { known } from "./known.js";
import { byId, words } from "./page.js";
import { open } from "./sheets.js";
import { belongs, empties, isElsewhere, Once, shownFor } from "./shown.js";
import { sound } from "./sound_check.js";

/**
 * @import { Answer } from "./answers.js"
 * @import { Procedure } from "./shown.js"
 */

const LONG = 140; // characters that fill two lines of a small screen

const band = byId("band");
const text = byId("band-text");
const who = byId("band-who");
const time = byId("band-time");
const once = new Once();
const ready = text.textContent ?? ""; // as the page came

// A sheet begins below the band, however much it says.
new ResizeObserver(() => document.body.style.setProperty("--band", `${band.offsetHeight}px`)).observe(band);

/** @type {{ scanId: string, about: Procedure } | null} what is shown; null: no answer */
let shown = null;
/** @type {Procedure} that the panel shows; never at a desk */
let underWay = known().procedure;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let fading;

/**
 * Show an answer, with its tone and its time; each is shown once.
 * @param {Answer} answer
 * @param {string} [scanId] of its own where it answers no scan
 */
export function say(answer, scanId = newId()) {
  if (!once.first(answer, scanId)) return;
  const kind = kindOf(answer);
  note(sentence(answer));
  who.textContent = answer.patient_id ?? "";
  shown = { scanId, about: answer.procedure ?? answer.state?.procedure ?? underWay };
  band.className = `band ${lookOf(answer)}`;
  band.dataset.scanId = scanId;
  time.textContent = clock(answer.at ?? new Date());
  const fadesAfterMs = shownFor(kind);
  if (fadesAfterMs !== null) fading = setTimeout(empty, fadesAfterMs);
  sound(answer.tone ?? TONE_OF[kind]);
  if (answer.reason === "reason-needed" && answer.container) open(`c-${answer.container}`);
}

/**
 * Show what a scan or button of this screen is answered, unless the screen has gone on to another procedure meanwhile:
 * beside that one it would be taken for its own.
 * @param {Answer} answer
 * @param {string} scanId
 * @param {Procedure} asked the procedure that was shown when it was asked
 */
export function sayToAsked(answer, scanId, asked) {
  // The answer may know of the other procedure before the panel does, or the panel before the answer comes.
  const elsewhere = [answer.state?.procedure, underWay].find((now) => isElsewhere(answer.procedure, asked, now));
  if (elsewhere === undefined) {
    say(answer, scanId);
  } else if (once.first(answer, scanId)) {
    const message = words["not-shown-here"].replace("{procedure}", answer.procedure ?? "");
    say({ kind_of_answer: "warning", message, procedure: elsewhere });
  }
}

/**
 * What another screen or a reader did here, as the station tells it.
 * @param {Answer & { scan_id: string }} answer
 */
export function told(answer) {
  if (belongs(answer.procedure, underWay)) say(answer, answer.scan_id);
}

/**
 * Whether an answer was shown here, by whichever way it came.
 * @param {string} scanId
 */
export function wasSaid(scanId) {
  return once.knows(scanId);
}

/**
 * The panel shows a procedure: what was said of another one before is taken away.
 * @param {Procedure} procedure
 */
export function panelShows(procedure) {
  if (shown !== null && empties(shown.about, underWay, procedure)) empty();
  underWay = procedure;
}

/** The same code again is one scan: what was said of it still holds, and is not said again. */
export function sayDoubled() {
  if (band.classList.contains("idle")) note(words.doubled);
  else text.textContent = `${(text.textContent ?? "").replace(words.doubled, "").trim()} ${words.doubled}`;
  band.dataset.scanId = newId();
  sound("mid");
}

/**
 * What is no answer: no earlier one may be taken for it.
 * @param {string} sentence
 */
export function note(sentence) {
  clearTimeout(fading);
  shown = null;
  text.textContent = sentence;
  band.dataset.long = String(sentence.length > LONG);
  who.textContent = time.textContent = "";
  band.className = "band idle";
}

/**
 * What an answer said no longer holds.
 * @param {string} scanId
 */
export function takeBack(scanId) {
  if (shown?.scanId === scanId) empty();
}

/**
 * Give the band's place to the scans that wait, or take it back.
 * @param {boolean} hidden
 */
export function hideBand(hidden) {
  band.hidden = hidden;
}

function empty() {
  note(ready);
}

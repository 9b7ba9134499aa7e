// The desk: each scan receives; after "reject" or "undo" with its reason, the next one does that.
// A button says it, or its card; the card once more goes back to receiving.

import { RECEIVE, arm, current, doubled } from "./armed.js";
import { say, takeBack } from "./band.js";
import { canonical } from "./grammar.js";
import { newId } from "./ids.js";
import { byId, page, pressed } from "./page.js";
import { start } from "./scanpage.js";
import { open } from "./sheets.js";

/** @import { Mode } from "./armed.js" */

const modeText = byId("mode-text");
const limitMs = Number(modeText.dataset.armedMs);
/** @type {Mode} */
let mode = RECEIVE;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let ending;
let announced = ""; // the scan id of what the band says of the mode

start(({ text, at }) => {
  mode = current(mode, Date.now(), limitMs); // a page that slept has missed its timer
  const card = buttonOf(canonical(text));
  if (card !== undefined) {
    // Here and not at the station: the scan behind it may come before any answer.
    if (mode.card === card.dataset.card) become(RECEIVE);
    else choose(card);
    announced = newId();
    say({ kind_of_answer: "done", message: modeText.textContent ?? "" }, announced);
    return null;
  }
  const { card: _, armedAt: __, ...asked } = mode;
  const body = { text, at, desk: page.name, source: "reader", ...asked };
  become(RECEIVE); // a rejection is for one container, never for the next one too
  return ["/api/receive", body];
});

document.addEventListener("click", (event) => {
  const button = pressed(event, "button[data-mode]");
  if (button !== null) choose(button);
});

// What was not read was perhaps meant for it, and what is read twice is done once: both end it.
document.addEventListener("not-read", () => become(RECEIVE));
document.addEventListener("read-twice", (event) => {
  const { detail } = /** @type {CustomEvent<string>} */ (event);
  const after = doubled(current(mode, Date.now(), limitMs), canonical(detail));
  if (after === mode || mode.do === RECEIVE.do) return;
  become(RECEIVE);
  say({ kind_of_answer: "refused", message: modeText.dataset.doubled });
});

/** @param {string} card */
function buttonOf(card) {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-card]"));
  return [...buttons].find((button) => button.dataset.card === card);
}

/** @param {HTMLButtonElement} button */
function choose({ dataset }) {
  become({ do: dataset.mode ?? RECEIVE.do, reason: dataset.reason, card: dataset.card }, dataset.words);
  open(null);
}

/**
 * @param {Mode} next
 * @param {string} [why]
 */
function become(next, why = "") {
  clearTimeout(ending);
  mode = arm(next, Date.now());
  if (mode !== RECEIVE) ending = setTimeout(end, limitMs);
  modeText.textContent = (modeText.dataset[next.do] ?? "").replace("{reason}", why);
  modeText.className = `mode ${next.do}`;
}

/** It holds for so long only; the band does not say it for longer. */
function end() {
  become(RECEIVE);
  takeBack(announced);
}

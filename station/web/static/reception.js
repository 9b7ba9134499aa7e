// The desk: each scan receives; after "reject" or "undo" with its reason, the next one does that.
// A button says it, or its card; the card once more goes back to receiving.

import { say } from "./band.js";
import { canonical } from "./grammar.js";
import { byId, page, pressed } from "./page.js";
import { start } from "./scanpage.js";
import { open } from "./sheets.js";

/**
 * What the next scan does, why, and the card that says so.
 * @typedef {{ do: string, reason?: string, card?: string }} Mode
 */

const RECEIVE = "receive";
const modeText = byId("mode-text");
/** @type {Mode} */
let mode = { do: RECEIVE };

start(({ text, at }) => {
  const card = buttonOf(canonical(text));
  if (card !== undefined) {
    // Here and not at the station: the scan behind it may come before any answer.
    if (mode.card === card.dataset.card) become({ do: RECEIVE });
    else choose(card);
    say({ accepted: true, message: modeText.textContent });
    return null;
  }
  const { card: _, ...asked } = mode;
  const body = { text, at, desk: page.name, source: "reader", ...asked };
  become({ do: RECEIVE }); // a rejection is for one container, never for the next one too
  return ["/api/receive", body];
});

document.addEventListener("click", (event) => {
  const button = pressed(event, "button[data-mode]");
  if (button !== null) choose(button);
});

/** @param {string} card */
function buttonOf(card) {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-card]"));
  return [...buttons].find((button) => button.dataset.card === card);
}

/** @param {HTMLButtonElement} button */
function choose({ dataset }) {
  become({ do: dataset.mode ?? RECEIVE, reason: dataset.reason, card: dataset.card }, dataset.words);
  open(null);
}

/**
 * @param {Mode} next
 * @param {string} [why]
 */
function become(next, why = "") {
  mode = next;
  modeText.textContent = (modeText.dataset[next.do] ?? "").replace("{reason}", why);
  modeText.className = `mode ${next.do}`;
}

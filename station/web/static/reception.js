// The desk: each scan receives; after "reject" or "undo" with its reason, the next one does that.
// A button says it, or its card; the card once more goes back to receiving.

import { newId } from "./queue.js";
import { open, page, say, start } from "./scanpage.js";
import { canonical } from "./wedge.js";

const modeText = document.getElementById("mode-text");
let mode = { do: "receive" };

start(({ text, at }) => {
  const card = buttonOf(canonical(text));
  if (card !== undefined) {
    // Here and not at the station: the scan behind it may come before any answer.
    if (mode.card === card.dataset.card) become({ do: "receive" });
    else choose(card);
    say({ accepted: true, message: modeText.textContent }, newId());
    return null;
  }
  const { card: _, ...asked } = mode;
  const body = { text, at, desk: page.name, source: "reader", ...asked };
  become({ do: "receive" }); // a rejection is for one container, never for the next one too
  return ["/api/receive", body];
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-mode]");
  if (button === null) return;
  choose(button);
});

function buttonOf(card) {
  return [...document.querySelectorAll("button[data-card]")].find((button) => button.dataset.card === card);
}

function choose({ dataset }) {
  become({ do: dataset.mode, reason: dataset.reason, card: dataset.card }, dataset.words);
  open(null);
}

function become(next, why = "") {
  mode = next;
  modeText.textContent = modeText.dataset[next.do].replace("{reason}", why);
  modeText.className = `mode ${next.do}`;
}

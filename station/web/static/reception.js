// The desk: each scan receives; after "reject" or "undo" with its reason, the next one does that.

import { open, page, start } from "./scanpage.js";

const modeText = document.getElementById("mode-text");
let mode = { do: "receive" };

start(({ text, at }) => {
  const body = { text, at, desk: page.name, source: "reader", ...mode };
  become({ do: "receive" }); // a rejection is for one container, never for the next one too
  return ["/api/receive", body];
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-mode]");
  if (button === null) return;
  become({ do: button.dataset.mode, reason: button.dataset.reason }, button.dataset.words);
  open(null);
});

function become(next, why = "") {
  mode = next;
  modeText.textContent = modeText.dataset[next.do].replace("{reason}", why);
  modeText.className = `mode ${next.do}`;
}

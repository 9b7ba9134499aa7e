// The bedside: scans collect, buttons do the rest.

import { startCamera } from "./camera.js";
import { newId } from "./queue.js";
import { open, page, press, say, start, words } from "./scanpage.js";

const byId = (id) => document.getElementById(id);
const procedure = () => document.querySelector("#panel [data-procedure]")?.dataset.procedure;

start(({ text, at }) => ["/api/scan", { text, at, place: page.name, source: "reader" }]);

const STAYS_OPEN = new Set(["checklist", "add", "dispatch"]);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-act], button[data-key]");
  if (button === null) return;
  if (button.dataset.key) {
    keyed(button);
    return;
  }
  const answer = await press({ ...button.dataset, procedure: procedure() });
  if (answer?.accepted && !STAYS_OPEN.has(button.dataset.act)) open(null);
});

/** A number, keyed in by hands in gloves. */
function keyed(button) {
  const pad = button.closest(".keypad");
  const output = pad.querySelector("output");
  const typed = output.textContent.replace("–", "");
  if (button.dataset.key === "enter") {
    if (typed) press({ act: "checklist", item: pad.dataset.item, value: typed, procedure: procedure() });
  } else if (button.dataset.key === "back") {
    output.textContent = typed.slice(0, -1) || "–";
  } else {
    output.textContent = (typed + button.dataset.key).slice(0, 5);
  }
}

let camera = null;
byId("camera-open").addEventListener("click", () => {
  byId("camera").hidden = false;
  const answered = (answer) => say(answer, answer.scan_id ?? newId());
  const told = (state) => {
    byId("camera-state").textContent = words[`camera-${state}`] ?? "";
    byId("camera").dataset.state = state;
  };
  camera ??= startCamera(byId("camera-video"), byId("camera-canvas"), page.name, answered, told);
});
byId("camera-close").addEventListener("click", () => {
  byId("camera").hidden = true;
  camera?.stop();
  camera = null;
});

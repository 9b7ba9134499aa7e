// The bedside: scans collect, buttons do the rest.

import { press } from "./act.js";
import { say } from "./band.js";
import { startCamera } from "./camera.js";
import { byId, element, page, pressed, shownProcedure, words } from "./page.js";
import { start } from "./scanpage.js";
import { open } from "./sheets.js";

/** @import { Camera } from "./camera.js" */

const STAYS_OPEN = new Set(["checklist", "add", "dispatch"]);
const NOTHING_KEYED = "–";
const LONGEST_NUMBER = 5;

/** @type {Camera | null} */
let camera = null;

start(({ text, at }) => {
  const body = { text, at, place: page.name, source: "reader" };
  return ["/api/scan", body];
});

document.addEventListener("click", async (event) => {
  const button = pressed(event, "button[data-act], button[data-key]");
  if (button === null) return;
  if (button.dataset.key) {
    keyed(button, button.dataset.key);
    return;
  }
  const answer = await press({ ...button.dataset, procedure: shownProcedure() ?? undefined });
  if (answer?.accepted && !STAYS_OPEN.has(button.dataset.act ?? "")) open(null);
});
byId("camera-open").addEventListener("click", openCamera);
byId("camera-close").addEventListener("click", closeCamera);

/**
 * A number, keyed in by hands in gloves.
 * @param {HTMLButtonElement} button
 * @param {string} key
 */
function keyed(button, key) {
  const pad = button.closest(".keypad");
  const output = pad?.querySelector("output");
  if (!(pad instanceof HTMLElement) || !output) return;
  const typed = output.textContent.replace(NOTHING_KEYED, "");
  if (key === "enter") {
    if (typed) press({ act: "checklist", item: pad.dataset.item, value: typed, procedure: shownProcedure() ?? undefined });
  } else if (key === "back") {
    output.textContent = typed.slice(0, -1) || NOTHING_KEYED;
  } else {
    output.textContent = (typed + key).slice(0, LONGEST_NUMBER);
  }
}

function openCamera() {
  byId("camera").hidden = false;
  camera ??= startCamera(element("camera-video", HTMLVideoElement), element("camera-canvas", HTMLCanvasElement), {
    path: `/frames?place=${encodeURIComponent(page.name)}`,
    onFeedback: (answer) => say(answer, answer.scan_id),
    onState: (state) => {
      byId("camera-state").textContent = words[`camera-${state}`] ?? "";
      byId("camera").dataset.state = state;
    },
  });
}

function closeCamera() {
  byId("camera").hidden = true;
  camera?.stop();
  camera = null;
}

// A tray before the camera: what was read is listed, single scans complete it, one confirmation
// (the button, or the card CONFIRM) receives the lot. Until then nothing is received.

import { startCamera } from "./camera.js";
import { newId } from "./queue.js";
import { page, start, words } from "./scanpage.js";

const byId = (id) => document.getElementById(id);
const CONFIRM = "CARDCONFIRM";
const KEY = `station/tray/${page.name}`;
const BEGUN = `${KEY}/begun`; // which tray of the station's the page has last seen something on
const SIGNS = { tick: "✓", cross: "✗", question: "?", arrow: "↔" };

// A page that is loaded again goes on with its tray.
let session = sessionStorage.getItem(KEY) ?? fresh();

const take = start(
  ({ text, at }) => ["/api/tray", { text, at, desk: page.name, session, source: "reader" }],
  (answer) => answer.tray && show(answer.tray),
);

const camera = () =>
  startCamera(byId("camera-video"), byId("camera-canvas"), page.name, () => {}, told, {
    path: () => `/tray-frames?desk=${encodeURIComponent(page.name)}&session=${session}`,
    onAnswer: ({ tray }) => tray && show(tray),
  });
let looking = camera();

byId("tray-receive").addEventListener("click", () => take({ text: CONFIRM, at: new Date().toISOString() }));
byId("tray-new").addEventListener("click", () => {
  looking.stop();
  session = fresh();
  looking = camera();
});

function told(state) {
  byId("camera-state").textContent = words[`camera-${state}`] ?? "";
}

function fresh() {
  const id = newId();
  sessionStorage.setItem(KEY, id);
  sessionStorage.removeItem(BEGUN);
  byId("tray-anew").hidden = true;
  return id;
}

function show({ complete, lot, lines, begun, size }) {
  const before = sessionStorage.getItem(BEGUN);
  if (before !== null && before !== begun) byId("tray-anew").hidden = false;
  if (before !== null || size > 0) sessionStorage.setItem(BEGUN, begun);
  byId("tray-lot").textContent = lot;
  byId("tray-receive").disabled = lot === 0;
  byId("tray-lines").dataset.complete = complete;
  const shown = lines.map(({ shape, text }) => {
    const line = document.createElement("li");
    line.className = shape;
    line.dataset.sign = SIGNS[shape];
    line.textContent = text;
    return line;
  });
  if (shown.map((line) => line.outerHTML).join("") !== byId("tray-lines").innerHTML) {
    byId("tray-lines").replaceChildren(...shown);
  }
}

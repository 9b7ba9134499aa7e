// A tray before the camera: what was read is listed, single scans complete it, one confirmation
// (the button, or the card CONFIRM) receives the lot. Until then nothing is received.

import { startCamera } from "./camera.js";
import { newId } from "./ids.js";
import { byId, element, grammar, page, words } from "./page.js";
import { start } from "./scanpage.js";
import { SHAPES } from "./shapes.js";

/**
 * A tray as the page shows it: how many can be received, and a line for each mark.
 * @import { Shape } from "./shapes.js"
 * @typedef {{ complete: boolean, lot: number, lines: { shape: Shape, text: string }[], begun: string, size: number }}
 *   TrayShown
 */

const CONFIRM = Object.keys(grammar.cards).find((name) => grammar.cards[name].does === "confirm") ?? "";
const KEY = `station/tray/${page.name}`;
const BEGUN = `${KEY}/begun`; // which tray of the station's the page has last seen something on
const receive = element("tray-receive", HTMLButtonElement);
const nothing = [...byId("tray-lines").children]; // as the page came

// A page that is loaded again goes on with its tray.
let session = sessionStorage.getItem(KEY) ?? fresh();

const take = start(
  ({ text, at }) => {
    const body = { text, at, desk: page.name, session, source: "reader" };
    return ["/api/tray", body];
  },
  ({ tray }, { body }) => {
    if (tray && body.session === session) show(tray); // one that waited may be of the tray before
  },
);
let looking = look();

receive.addEventListener("click", () => take({ text: CONFIRM, at: new Date().toISOString() }));
byId("tray-new").addEventListener("click", () => {
  looking.stop();
  session = fresh();
  showNothing();
  looking = look();
});

function look() {
  return startCamera(element("camera-video", HTMLVideoElement), element("camera-canvas", HTMLCanvasElement), {
    path: `/tray-frames?desk=${encodeURIComponent(page.name)}&session=${session}`,
    onAnswer: ({ tray }) => tray && show(tray),
    onState: (state) => {
      byId("camera-state").textContent = words[`camera-${state}`] ?? "";
    },
  });
}

function fresh() {
  const id = newId();
  sessionStorage.setItem(KEY, id);
  sessionStorage.removeItem(BEGUN);
  byId("tray-anew").hidden = true;
  return id;
}

/** @param {TrayShown} tray */
function show({ complete, lot, lines, begun, size }) {
  const before = sessionStorage.getItem(BEGUN);
  if (before !== null && before !== begun) byId("tray-anew").hidden = false;
  if (before !== null || size > 0) sessionStorage.setItem(BEGUN, begun);
  byId("tray-lot").textContent = String(lot);
  receive.disabled = lot === 0;
  const list = byId("tray-lines");
  list.dataset.complete = String(complete);
  const shown = lines.map(line);
  if (shown.map((line) => line.outerHTML).join("") !== list.innerHTML) list.replaceChildren(...shown);
}

/** A tray that has just begun. */
function showNothing() {
  byId("tray-lot").textContent = "0";
  receive.disabled = true;
  byId("tray-lines").dataset.complete = "false";
  byId("tray-lines").replaceChildren(...nothing);
}

/** @param {TrayShown["lines"][number]} shown */
function line({ shape, text }) {
  const line = document.createElement("li");
  line.className = shape;
  line.dataset.sign = SHAPES[shape].sign;
  line.textContent = text;
  return line;
}

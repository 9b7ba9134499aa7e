// The sheets that lie over a page: one at a time, opened by its name, by a button or by an answer. A page that is
// loaded again has its sheet open again; one that shows another procedure has it no more.

import { page, pressed, shownProcedure } from "./page.js";

/** @typedef {{ name: string, procedure: string | null }} Sheet with the procedure that it was opened for */

const KEY = `station/sheet/${page.kind}/${page.name}`;

/** @type {Sheet | null} */
let sheet = wasReloaded() ? JSON.parse(sessionStorage.getItem(KEY) ?? "null") : null;

/** Let the page's buttons open and close sheets, and open the one that was open. */
export function startSheets() {
  show();
  document.addEventListener("click", (event) => {
    const button = pressed(event, "button");
    if (button === null || button.disabled) return;
    button.blur(); // nothing stays in focus: the keys belong to the reader
    if (button.dataset.sheet) open(button.dataset.sheet);
    else if ("close" in button.dataset) open(null);
  });
}

/**
 * Open a sheet by its name, or close all of them with null.
 * @param {string | null} name
 */
export function open(name) {
  sheet = name === null ? null : { name, procedure: shownProcedure() };
  show();
}

/** Close the sheet of a container: what it asked for came by a card. */
export function closeContainer() {
  if (sheet?.name.startsWith("c-")) open(null);
}

/**
 * Draw the panel anew with what is given; its sheet stays open, where it was scrolled to.
 * @param {() => void} draw
 */
export function keepSheet(draw) {
  const scrolled = inView()?.scrollTop;
  draw();
  show();
  const after = inView();
  if (after && scrolled) after.scrollTop = scrolled;
}

function inView() {
  return document.querySelector(".sheet:not([hidden])");
}

function show() {
  const name = sheet?.procedure === shownProcedure() ? sheet.name : null;
  let found = false;
  for (const one of document.querySelectorAll(".sheet")) {
    if (!(one instanceof HTMLElement)) continue;
    one.hidden = one.dataset.sheetId !== name;
    found ||= !one.hidden;
  }
  if (!found) sheet = null;
  sessionStorage.setItem(KEY, JSON.stringify(sheet));
  document.body.classList.toggle("has-sheet", found);
}

/** Whether the same page was here before; one that is gone to, or come back to, begins without a sheet. */
function wasReloaded() {
  const [navigation] = performance.getEntriesByType("navigation");
  return navigation instanceof PerformanceNavigationTiming && navigation.type === "reload";
}

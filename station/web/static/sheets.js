// The sheets that lie over a page: one at a time, opened by its name, by a button or by an answer.

import { pressed } from "./page.js";

/** @type {string | null} */
let sheet = null;

/** Let the page's buttons open and close sheets. */
export function startSheets() {
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
  sheet = name;
  show();
}

/** Close the sheet of a container: what it asked for came by a card. */
export function closeContainer() {
  if (sheet?.startsWith("c-")) open(null);
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
  let found = false;
  for (const one of document.querySelectorAll(".sheet")) {
    if (!(one instanceof HTMLElement)) continue;
    one.hidden = one.dataset.sheetId !== sheet;
    found ||= !one.hidden;
  }
  if (!found) sheet = null;
  document.body.classList.toggle("has-sheet", found);
}

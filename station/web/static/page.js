// What the station handed over with the page, and the page's elements.

/** @import { Grammar } from "./grammar.js" */

/**
 * The element that every scan page has by this id.
 * @param {string} id
 */
export function byId(id) {
  return element(id, HTMLElement);
}

/**
 * The same, of a kind of its own.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`Page: expected a ${kind.name} '${id}', found none.`);
  return found;
}

/**
 * The button that a click is for, if any.
 * @param {Event} event
 * @param {string} selector
 */
export function pressed(event, selector) {
  const button = event.target instanceof Element ? event.target.closest(selector) : null;
  return button instanceof HTMLButtonElement ? button : null;
}

/** The procedure that the panel shows; null where it shows none. */
export function shownProcedure() {
  const shown = byId("panel").querySelector("[data-procedure]");
  return shown instanceof HTMLElement ? (shown.dataset.procedure ?? null) : null;
}

/** Its kind (bedside, reception or orders) and the name of its place or desk. */
export const page = {
  kind: byId("page").dataset.kind ?? "",
  name: byId("page").dataset.name ?? "",
};

/** @type {Record<string, string>} what the scripts say, in the language of the screen */
export const words = handed("words");

/** @type {Grammar} the cards and the limits of what is scanned */
export const grammar = handed("grammar");

/** @param {string} name */
function handed(name) {
  return JSON.parse(byId("handed").dataset[name] ?? "null");
}

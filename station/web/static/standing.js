// What a scan stands on: the procedure and the side as they were, or will have been, when it was made.

import { canonical, isSpecimenForm, meaning } from "./grammar.js";

/**
 * @import { Grammar } from "./grammar.js"
 * @typedef {{ procedure?: string | null, side?: string | null }} Standing
 * @typedef {Standing & { version?: number }} State what the station last said of a place
 * @typedef {{ scan_id: string, text: string, at: string, session?: string }} Scan `session` is of a tray
 * @typedef {{ url: string, body: Scan, confirmed?: boolean } & Standing} Item a scan that waits
 */

export const OLD_MS = 120_000; // a scan that waited longer is asked for: the tube may be elsewhere by now

/**
 * What a new scan stands on: the side and procedure after all that waits before it.
 * @param {readonly { body: { text: string } }[]} items
 * @param {State} state
 * @param {Grammar} grammar
 * @returns {Standing}
 */
export function standing(items, state, grammar) {
  let { procedure, side } = state;
  for (const { body } of items) {
    const text = canonical(body.text);
    const card = meaning(text, grammar);
    if (card?.does === "side") side = card.value;
    else if (card === undefined && !isSpecimenForm(text)) procedure = side = undefined; // known when it is answered
  }
  return { procedure, side };
}

/**
 * Why a waiting scan must be asked for before it is sent; null: it need not.
 * @param {Item} item
 * @param {State} state
 * @param {number} now
 * @returns {"old" | "moved" | null}
 */
export function doubt(item, state, now) {
  if (item.confirmed) return null;
  if (moved(item.procedure, state.procedure) || moved(item.side, state.side)) return "moved";
  return now - Date.parse(item.body.at) > OLD_MS ? "old" : null;
}

/**
 * @param {string | null | undefined} then undefined was unknown, and is not compared
 * @param {string | null | undefined} now
 */
function moved(then, now) {
  return then !== undefined && then !== now;
}

/**
 * Whether a state knows less than another: a panel that was on its way while a scan was answered, or
 * an answer while a panel came. States of two procedures are in no order: the one that comes last holds.
 * @param {State} state
 * @param {State} than
 */
export function isOlder(state, than) {
  const same = state.procedure !== null && state.procedure === than.procedure;
  return same && (state.version ?? 0) < (than.version ?? 0);
}

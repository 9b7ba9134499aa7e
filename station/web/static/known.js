// What the station last said of this page's place: what waiting scans are compared with.

import { byId } from "./page.js";
import { isOlder } from "./standing.js";

/** @import { State } from "./standing.js" */

/** @type {State} */
let state = JSON.parse(byId("panel").dataset.state ?? "{}");

/** The state as last said. */
export function known() {
  return state;
}

/**
 * An answer brought a state, or none.
 * @param {State | undefined} said
 */
export function learn(said) {
  if (said) state = said;
}

/**
 * A panel brought one.
 * @param {State} said
 */
export function learnFromPanel(said) {
  if (!isOlder(said, state)) state = said;
}

// The button that says whether sound can be heard, and sounds.

import { byId, words } from "./page.js";
import { audible, play, wake } from "./sound.js";

/** @import { Tone } from "./sound.js" */

/** Show whether there is sound, and wake it by the first key or press. */
export function startSound() {
  byId("sound-check").addEventListener("click", () => sound("high"));
  wake().then(show);
  for (const type of ["keydown", "pointerdown"]) window.addEventListener(type, firstInput, { capture: true });
}

/**
 * Play a tone, and show whether it was heard.
 * @param {Tone} tone
 */
export async function sound(tone) {
  await play(tone);
  show();
}

/** A browser that wants a gesture first takes any key or press: the first scan is one. */
async function firstInput() {
  if (!audible()) await wake();
  show();
}

function show() {
  const button = byId("sound-check");
  button.classList.toggle("off", !audible());
  button.textContent = audible() ? words["sound-ok"] : words["no-sound"];
}

// What the next scan at a desk does: a rejection, a taking back or a sending on is armed by its button
// or card for one container, and not for long. The rule is that of station/app/desk.py, which readers
// of the station itself follow; how long it holds comes from there.

export const RECEIVE = { do: "receive" };

/** Armed at a moment (ms); receiving is never armed. */
export function arm(mode, now) {
  return mode.do === "receive" ? RECEIVE : { ...mode, armedAt: now };
}

/** The mode as it is at a moment: over when it was armed more than `limitMs` before. */
export function current(mode, now, limitMs) {
  return mode.do !== "receive" && now - mode.armedAt > limitMs ? RECEIVE : mode;
}

/** The mode after the same text came again at once: a card's own echo changes nothing, a tube ends it. */
export function doubled(mode, text) {
  return mode.card === text ? mode : RECEIVE;
}

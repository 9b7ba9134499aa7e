// What the next scan at a desk does: a rejection, a taking back or a sending on is armed by its button
// or card for one container, and not for long. The rule is that of station/app/desk.py, which readers
// of the station itself follow; how long it holds comes from there.

/**
 * What the next scan does, why, the card that says so, and since when (ms).
 * @typedef {{ do: string, reason?: string, card?: string, armedAt?: number }} Mode
 */

/** @type {Mode} */
export const RECEIVE = { do: "receive" };

/**
 * Armed at a moment (ms); receiving is never armed.
 * @param {Mode} mode
 * @param {number} now
 * @returns {Mode}
 */
export function arm(mode, now) {
  return mode.do === RECEIVE.do ? RECEIVE : { ...mode, armedAt: now };
}

/**
 * The mode as it is at a moment: over when it was armed more than `limitMs` before.
 * @param {Mode} mode
 * @param {number} now
 * @param {number} limitMs
 * @returns {Mode}
 */
export function current(mode, now, limitMs) {
  return mode.do !== RECEIVE.do && now - (mode.armedAt ?? 0) > limitMs ? RECEIVE : mode;
}

/**
 * The mode after the same text came again at once: a card's own echo changes nothing, a tube ends it.
 * @param {Mode} mode
 * @param {string} text
 * @returns {Mode}
 */
export function doubled(mode, text) {
  return mode.card === text ? mode : RECEIVE;
}

// What a scanned text may be, from the text alone. Agrees with station/domain/identifiers, which judges in the
// end; its cards and limits are handed over with the page (station/web/grammar.py) and repeated nowhere here.

/**
 * What a card asks for, and for which side, mode, answer, character or code.
 * @typedef {{ does: string, value: string }} Meaning
 */

/**
 * The cards by name; the shortest text that is no person at the keys; the longest; the last stream of ids.
 * @typedef {{ cards: Record<string, Meaning>, shortest: number, longest: number, lastStream: number }} Grammar
 */

/**
 * The text without frame, AIM prefix (`]C1`) and the gaps of a grouped specimen id; upper case.
 * @param {string} text
 */
export function canonical(text) {
  const bare = text.trim().replace(/^\][A-Za-z][0-9A-Za-z]/, "").toUpperCase();
  return /^[0-9]{5} [0-9]{6} [0-9] [0-9]{2}$/.test(bare) ? bare.replaceAll(" ", "") : bare;
}

/**
 * What the card of this name asks for; undefined where there is none.
 * @param {string} text
 * @param {Grammar} grammar
 */
export function meaning(text, { cards }) {
  return Object.hasOwn(cards, text) ? cards[text] : undefined;
}

/**
 * Whether the text has the form of a specimen id, whatever its digits say.
 * @param {string} text
 */
export function isSpecimenForm(text) {
  return /^[0-9]{14}$/.test(text);
}

/**
 * Whether the text is a specimen id: 14 digits, parts in range, ISO 7064 MOD 97-10 right.
 * @param {string} text
 * @param {Grammar} grammar
 */
export function isSpecimen(text, { lastStream }) {
  const parts = /^([0-9]{5})([0-9]{6})[012][0-9]{2}$/.exec(text);
  if (parts === null) return false;
  const [stream, serial] = [Number(parts[1]), Number(parts[2])];
  return stream >= 1 && stream <= lastStream && serial >= 1 && checkDigits(text.slice(0, 12)) === text.slice(12);
}

/**
 * The two check digits of 12 digits. Twelve digits times 100 stay below 2^53: exact.
 * @param {string} body
 */
export function checkDigits(body) {
  return String(98 - ((Number(body) * 100) % 97)).padStart(2, "0");
}

/**
 * Whether the text checks itself: nothing of it can be missing or wrong unnoticed.
 * @param {string} text
 * @param {Grammar} grammar
 */
export function isChecked(text, grammar) {
  return isSpecimen(text, grammar) || meaning(text, grammar) !== undefined;
}

/**
 * Whether the text may be a laboratory's id or a wristband: no check of its own, the server knows it.
 * @param {string} text
 * @param {Grammar} grammar
 */
export function isPlain(text, { shortest, longest }) {
  const size = text.length >= shortest && text.length <= longest;
  return size && /^[ -~\x1d]*[0-9][ -~\x1d]*$/.test(text) && !isSpecimenForm(text) && !text.startsWith("CARD");
}

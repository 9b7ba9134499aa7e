// What a text may be; the table of the server's own answers is in tests/browser/test_wedge.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { canonical, checkDigits, isChecked, isPlain, isSpecimen, meaning } from "../../station/web/static/grammar.js";
import { grammar, ID } from "./handed.js";

for (const [text, expected] of [
  [" cardleft\r\n", "CARDLEFT"],
  ["]C1LAB-1", "LAB-1"],
  ["00017 000042 1 03", ID],
  ["0001 7000042103", "0001 7000042103"],
]) {
  test(`canonical(${JSON.stringify(text)})`, () => assert.equal(canonical(text), expected));
}

for (const [text, checked, plain] of [
  [ID, true, false],
  ["00017000042104", false, false], // wrong check digits
  ["00000000001139", false, false], // no stream
  [`98999000001${rest("98999000001")}`, true, false],
  [`99000000001${rest("99000000001")}`, false, false],
  ["CARDLEFT", true, false],
  ["CARD1", false, false],
  ["constructor", false, false],
  ["LAB1", false, true],
  ["LA1", false, false],
  ["HELLO", false, false],
  ["A".repeat(79) + "1", false, true],
  ["A".repeat(80) + "1", false, false],
  ["ÅSE12345", false, false],
]) {
  test(`${text} checks itself: ${checked}; is plain: ${plain}`, () => {
    assert.equal(isChecked(text, grammar), checked);
    assert.equal(isPlain(text, grammar), plain);
  });
}

/** The rest of a specimen id: side and check digits. */
function rest(begin) {
  return `0${checkDigits(`${begin}0`)}`;
}

test("a specimen id has ranges that the page hands over", () => {
  const text = `00018000001${rest("00018000001")}`;
  assert.equal(isSpecimen(text, grammar), true);
  assert.equal(isSpecimen(text, { ...grammar, lastStream: 17 }), false);
});

test("a card means what the table says", () => {
  assert.deepEqual(meaning("CARDLEFT", grammar), { does: "side", value: "left" });
  assert.equal(meaning("toString", grammar), undefined);
});

// What a key says on two layouts, and the one text that a run of keys can mean.
import assert from "node:assert/strict";
import { test } from "node:test";

import { characters, readings } from "../../station/web/static/keys.js";
import { grammar, ID } from "./handed.js";

const NONE = "\ufffd";

for (const [what, key, expected] of [
  ["a letter", { key: "a", code: "KeyA" }, { typed: "a", us: "a" }],
  ["a capital", { key: "A", code: "KeyA", shift: true }, { typed: "A", us: "A" }],
  ["a plus where the US layout has its minus", { key: "+", code: "Minus" }, { typed: "+", us: "-" }],
  ["a dead key", { key: "Dead", code: "BracketRight" }, { typed: NONE, us: "]" }],
  ["AltGr is on no US layout", { key: "[", code: "Digit8", altGraph: true }, { typed: "[", us: NONE }],
  ["Ctrl+] is the separator of GS1", { key: "]", code: "BracketRight", command: true }, { typed: "\x1d", us: "\x1d" }],
  ["any other command", { key: "c", code: "KeyC", command: true }, { typed: NONE, us: NONE }],
  ["Shift", { key: "Shift", code: "ShiftLeft" }, null],
  ["an arrow", { key: "ArrowUp", code: "ArrowUp" }, null],
]) {
  test(what, () => assert.deepEqual(characters({ at: 0, ...key }), expected));
}

for (const [typed, us, expected] of [
  [ID, ID, { text: ID }],
  ["à&éà&é", ID, { text: ID }],
  ["00017000042104", "00017000042104", { refused: "check" }],
  ["LAB+2026", "LAB-2026", { text: "LAB-2026" }],
  ["P/2026", "P/2026", { text: "P/2026" }],
  ["P/2026", "P&2026", { refused: "layout" }],
  ["ZEBRA1", "YEBRA1", { refused: "layout" }],
  ["cardleft", "cardleft", { text: "CARDLEFT" }],
  ["HELLO", "HELLO", { refused: "form" }],
]) {
  test(`${typed} or ${us}`, () => assert.deepEqual(readings([{ typed, us }], grammar), expected));
}

// Each answer is shown once, beside its own procedure, and only "done" fades.
import assert from "node:assert/strict";
import { test } from "node:test";

import { belongs, empties, isElsewhere, Once, shownFor } from "../../station/web/static/shown.js";

const AT = "2026-03-02T08:00:00+00:00";

for (const [what, answers, expected] of [
  ["one answer", [[{}, "a"]], [true]],
  ["the same by both ways", [[{ number: 1, at: AT }, "a"], [{ number: 1, at: AT }, "a"]], [true, false]],
  [
    "an own one behind what was said meanwhile",
    [[{ number: 1, at: AT }, "a"], [{ number: 2, at: AT }, "b"], [{ number: 1, at: AT }, "a"]],
    [true, true, false],
  ],
  ["a scan answered again", [[{ number: 1, at: AT }, "a"], [{}, "a"]], [true, false]],
  ["a scan that was read twice", [[{ number: 1, at: AT }, "a"], [{ number: 2, at: AT }, "a"]], [true, true]],
  ["a station started again", [[{ number: 1, at: AT }, "a"], [{ number: 1, at: "2026-03-02T09:00" }, "b"]], [true, true]],
]) {
  test(`${what}: ${expected}`, () => {
    const once = new Once();
    assert.deepEqual(answers.map(([answer, scanId]) => once.first(answer, scanId)), expected);
  });
}

test("what is remembered does not grow without end, and the newest is remembered", () => {
  const once = new Once();
  for (let number = 0; number < 1_000; number += 1) assert.ok(once.first({ number, at: AT }, `scan-${number}`));
  assert.equal(once.first({ number: 999, at: AT }, "scan-999"), false);
  assert.equal(once.first({ number: 0, at: AT }, "scan-0"), true);
});

test("only what is done fades, after half a minute", () => {
  assert.deepEqual(["done", "warning", "question", "refused"].map(shownFor), [30_000, null, null, null]);
});

for (const [about, shown, expected] of [
  ["P1", "P1", true],
  ["P1", "P2", false],
  ["P1", null, true], // nothing is under way, or a desk
  [null, "P1", true], // of a reader, of a printer
  [undefined, undefined, true],
]) {
  test(`about ${about}, beside ${shown}: ${expected}`, () => assert.equal(belongs(about, shown), expected));
}

for (const [about, before, now, expected] of [
  ["P1", "P1", "P2", true],
  ["P2", "P1", "P2", false], // the scan that has brought it
  ["P1", "P1", "P1", false], // a minute counter, an act elsewhere
  ["P2", "P1", "P1", false], // a panel that was on its way before that scan
  ["P1", "P1", null, false], // it was the last there
  ["P1", null, "P2", true],
  [null, null, "P1", true],
  [null, null, null, false], // a desk
]) {
  test(`about ${about}, ${before} to ${now}, empties: ${expected}`, () => {
    assert.equal(empties(about, before, now), expected);
  });
}

for (const [about, asked, now, expected] of [
  ["P1", "P1", "P2", true], // another screen has gone on
  ["P2", "P1", "P2", false], // its own scan has gone on
  ["P2", "P1", "P1", false], // of another one, asked beside this one
  ["P1", "P1", null, false],
  ["P1", undefined, "P2", false], // behind what may be a wristband
  [null, "P1", "P2", false],
]) {
  test(`about ${about}, asked at ${asked}, now ${now}, elsewhere: ${expected}`, () => {
    assert.equal(isElsewhere(about, asked, now), expected);
  });
}

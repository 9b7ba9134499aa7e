// Runs of keys: a reader's pace, scans that broke off, the same scan twice.
import assert from "node:assert/strict";
import { test } from "node:test";

import { isReaderPace, press, silence, start } from "../../station/web/static/wedge.js";
import { grammar, ID } from "./handed.js";

/** The outcomes of runs of keys, [text, gap in ms, begin in ms], and then silence. */
function heard(...runs) {
  let run = start(-151, grammar);
  const outcomes = [];
  const become = (next) => {
    run = next.run;
    outcomes.push(...next.outcomes.map(({ at: _, ...outcome }) => outcome));
  };
  for (const [text, gap, begin] of runs) {
    [...text].forEach((c, n) =>
      become(press(run, { key: c === "\n" ? "Enter" : c, code: "", at: begin + n * gap })),
    );
  }
  if (run.keys.length > 0) become(silence(run));
  return outcomes;
}

for (const [what, runs, expected] of [
  ["a whole scan", [[`${ID}\n`, 10, 0]], [{ text: ID }]],
  ["the slowest reader", [[`${ID}\n`, 120, 0]], [{ text: ID }]],
  ["one that is slower", [[`${ID}\n`, 121, 0]], [{ refused: "typed" }]],
  ["without its end, what checks itself", [["CARDLEFT", 10, 0]], [{ text: "CARDLEFT" }]],
  ["without its end, what does not", [["LAB-1", 10, 0]], [{ refused: "cut" }]],
  ["three keys are nothing", [["111", 10, 0]], []],
  ["two halves", [["LAB-2", 10, 0], ["026-1\n", 10, 191]], [{ refused: "cut" }, { refused: "cut" }]],
  ["the rest of a scan that the page did not see begin", [[`${ID}\n`, 10, -1]], [{ refused: "cut" }]],
  ["twice at once", [[`${ID}\n`, 10, 0], [`${ID}\n`, 10, 1640]], [{ text: ID }, { doubled: ID }]],
  ["twice later", [[`${ID}\n`, 10, 0], [`${ID}\n`, 10, 1641]], [{ text: ID }, { text: ID }]],
]) {
  test(what, () => assert.deepEqual(heard(...runs), expected));
}

test("no half of a scan is ever heard, wherever it broke", () => {
  for (let kept = 1; kept < ID.length; kept += 1) {
    const outcomes = heard([ID.slice(0, kept), 20, 0], [`${ID.slice(kept)}\n`, 20, 20 * (kept - 1) + 151]);
    for (const outcome of outcomes) assert.deepEqual(outcome, { refused: "cut" });
  }
});

for (const [gaps, expected] of [
  [[150], false],
  [[120, 120], true],
  [[100, 160], false], // longer than any gap of a reader
  [[70, 130, 70, 130], true],
  [[69, 130, 69, 130], false], // uneven, and not too fast for a person
  [[0, 140, 0, 140], true], // too fast for a person
]) {
  test(`gaps of ${gaps} ms are a reader's: ${expected}`, () => {
    const times = gaps.reduce((all, gap) => [...all, all[all.length - 1] + gap], [0]);
    assert.equal(isReaderPace(times), expected);
  });
}

test("Tab is swallowed within a run, and moves the focus between scans", () => {
  const tab = { key: "Tab", code: "Tab", at: 500 };
  assert.equal(press(start(0, grammar), tab).swallow, false);
  assert.equal(press(start(400, grammar), tab).swallow, true);
});

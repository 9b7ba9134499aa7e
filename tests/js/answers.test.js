// Each kind of answer has a look, a tone and a sentence.
import assert from "node:assert/strict";
import { test } from "node:test";

import { kindOf, lookOf, sentence, TONE_OF } from "../../station/web/static/answers.js";
import { TONES } from "../../station/web/static/sound.js";

for (const [answer, kind, text] of [
  [{ kind_of_answer: "done", message: "Collected." }, "done", "Collected."],
  [{ kind_of_answer: "warning", message: "Collected." }, "warning", "Collected."],
  [{ kind_of_answer: "question", message: "NOT CLOSED YET." }, "question", "NOT CLOSED YET."],
  [{ kind_of_answer: "refused", message: "Wrong side." }, "refused", "Wrong side."],
  [{ accepted: true, message: "Of no kind." }, "refused", "Of no kind."],
  [{ error: "NOT SAVED." }, "refused", "NOT SAVED."],
]) {
  test(`${JSON.stringify(answer)} is ${kind}`, () => {
    assert.equal(kindOf(answer), kind);
    assert.equal(sentence(answer), text);
  });
}

test("no two tones sound alike", () => {
  const sounds = Object.values(TONES);
  assert.equal(new Set(sounds.map((tone) => JSON.stringify(tone))).size, sounds.length);
});

test("each kind has a look and a tone of its own", () => {
  const kinds = Object.keys(TONE_OF).map((kind) => ({ kind_of_answer: kind }));
  const looks = [...kinds, { kind_of_answer: "done", check: true }].map(lookOf);
  assert.equal(new Set(looks).size, kinds.length + 1);
  const tones = Object.values(TONE_OF);
  assert.equal(new Set(tones).size, kinds.length);
  for (const tone of tones) assert.ok(tone in TONES && tone !== "long"); // that one is no answer's
});

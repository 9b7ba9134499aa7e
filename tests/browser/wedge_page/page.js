// Listens as a scan page does, and keeps what it hears in `page` for the test to read.
import { grammar } from "/handed.js";
import * as texts from "/static/grammar.js";
import * as keys from "/static/keys.js";
import * as wedge from "/static/wedge.js";

const page = { ...texts, ...keys, ...wedge, grammar, heard: [], clicks: 0, keys: [], stallAt: 0, stop: null };
window.page = page;

// Before the listener, so that the main thread stands still with the key in hand, or soon after it.
let down = 0;
window.addEventListener(
  "keydown",
  (event) => {
    page.keys.push([event.key, event.code, event.repeat, event.timeStamp]);
    down += 1;
    if (down === page.stallAt && down % 2 === 0) stall(300);
    if (down === page.stallAt && down % 2 === 1) setTimeout(stall, 3, 300);
  },
  { capture: true },
);

function stall(duration_ms) {
  const until = performance.now() + duration_ms;
  while (performance.now() < until);
}

page.reset = (focused, stallAt) => {
  Object.assign(page, { heard: [], clicks: 0, keys: [], stallAt });
  down = 0;
  document.activeElement.blur();
  document.getElementById(focused)?.focus();
};

page.result = () => ({
  heard: page.heard,
  clicks: page.clicks,
  focused: document.activeElement.id,
});

document.addEventListener("click", () => (page.clicks += 1));
page.stop = wedge.listen(grammar, {
  onScan: (scan) => page.heard.push(["scan", scan.text]),
  onDoubled: (scan) => page.heard.push(["doubled", scan.text]),
  onRefused: (refusal) => page.heard.push(["refused", refusal.why]),
});

// The same without keys: presses are [what, at], what is a character or the name of a key; then silence.
page.play = (presses) => {
  let run = wedge.start(-wedge.MAX_GAP_MS - 1, grammar);
  const heard = [];
  const become = (next) => {
    run = next.run;
    heard.push(...next.outcomes.map((outcome) => Object.entries(outcome)[0]));
  };
  presses.forEach(([key, at]) => become(wedge.press(run, { key, code: "", at })));
  if (run.keys.length > 0) become(wedge.silence(run));
  return heard;
};

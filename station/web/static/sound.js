// The station names the tone of each answer (station/domain/answer_kinds.py): done one high note,
// a warning a high and a middle one, a question two middle ones, refused two low ones; a print check
// rises, what the desk sends back falls. Counted once though read twice: a middle note.
// Never a medical alarm's melody.

const HIGH_HZ = 1568;
const MID_HZ = 784;
const LOW_HZ = 196;
const TONES = {
  high: [HIGH_HZ],
  "high-mid": [HIGH_HZ, MID_HZ],
  "mid-mid": [MID_HZ, MID_HZ],
  "low-low": [LOW_HZ, LOW_HZ],
  "mid-high": [MID_HZ, HIGH_HZ],
  "high-low": [HIGH_HZ, LOW_HZ],
  mid: [MID_HZ],
};
const TONE_S = 0.14;
const PAUSE_S = 0.09;

let context;

/** Whether sound can be heard; a browser may wait for a first press on the page. */
export function audible() {
  return context !== undefined && context.state === "running";
}

/** Wake the sound up; resolves to whether it can be heard. */
export async function wake() {
  context ??= new AudioContext();
  if (context.state !== "running") {
    // A browser that wants a gesture first never settles resume(): do not wait for it for ever.
    await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 300))]);
  }
  return audible();
}

/** Play one of TONES; counts on the page what was played, for whoever tests it. */
export async function play(tone) {
  const counted = document.body.dataset;
  counted.tone = tone;
  counted.tones = String(Number(counted.tones ?? 0) + 1);
  if (!(await wake())) return;
  TONES[tone].forEach((hz, i) => beep(hz, context.currentTime + i * (TONE_S + PAUSE_S)));
}

function beep(frequency, from) {
  const oscillator = new OscillatorNode(context, { type: "triangle", frequency });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setTargetAtTime(0.6, from, 0.005); // no click at either end
  volume.gain.setTargetAtTime(0, from + TONE_S - 0.02, 0.005);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + TONE_S + PAUSE_S / 2);
}

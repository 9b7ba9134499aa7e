// The station names the tone of each answer (station/domain/answer_kinds.py): done one high note,
// a warning a high and a middle one, a question two middle ones, refused two low ones; a print check
// rises, what the desk sends back falls. Counted once though read twice: a middle note. Kept while there
// is no connection: a long one, lower than these. Never a medical alarm's melody.

const HIGH_HZ = 1568;
const MID_HZ = 784;
const WAITS_HZ = 392;
const LOW_HZ = 196;
const TONE_S = 0.14;
const LONG_S = 0.6;
const PAUSE_S = 0.09;

/**
 * The pitches of each, one after the other, and how long each lasts.
 * @typedef {"high" | "high-mid" | "mid" | "long" | "low-low" | "mid-mid" | "mid-high" | "high-low"} Tone
 * @type {Record<Tone, { pitches_hz: number[], each_s: number }>}
 */
export const TONES = {
  high: { pitches_hz: [HIGH_HZ], each_s: TONE_S },
  "high-mid": { pitches_hz: [HIGH_HZ, MID_HZ], each_s: TONE_S },
  mid: { pitches_hz: [MID_HZ], each_s: TONE_S },
  long: { pitches_hz: [WAITS_HZ], each_s: LONG_S },
  "low-low": { pitches_hz: [LOW_HZ, LOW_HZ], each_s: TONE_S },
  "mid-mid": { pitches_hz: [MID_HZ, MID_HZ], each_s: TONE_S },
  "mid-high": { pitches_hz: [MID_HZ, HIGH_HZ], each_s: TONE_S },
  "high-low": { pitches_hz: [HIGH_HZ, LOW_HZ], each_s: TONE_S },
};

/** @type {AudioContext | undefined} */
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

/**
 * Play one of TONES; counts on the page what was played, for whoever tests it.
 * @param {Tone} tone
 */
export async function play(tone) {
  const counted = document.body.dataset;
  counted.tone = tone;
  counted.tones = String(Number(counted.tones ?? 0) + 1);
  if (!(await wake()) || context === undefined) return;
  const { pitches_hz, each_s } = TONES[tone];
  let from_s = context.currentTime;
  for (const pitch_hz of pitches_hz) {
    beep(context, pitch_hz, from_s, each_s);
    from_s += each_s + PAUSE_S;
  }
}

/**
 * @param {AudioContext} context
 * @param {number} frequency
 * @param {number} from
 * @param {number} seconds
 */
function beep(context, frequency, from, seconds) {
  const oscillator = new OscillatorNode(context, { type: "triangle", frequency });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setTargetAtTime(0.6, from, 0.005); // no click at either end
  volume.gain.setTargetAtTime(0, from + seconds - 0.02, 0.005);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + seconds + PAUSE_S / 2);
}

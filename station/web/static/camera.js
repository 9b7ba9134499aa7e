// The tablet's camera: a viewfinder that sends JPEG frames to the station and draws what it found.
//
//     import { startCamera } from "./camera.js";
//     const camera = startCamera(video, canvas, place, onFeedback, onState);
//     camera.stop();
//
// `options.path` is another way in than /frames, `options.onAnswer` is given each frame's whole answer.
// `canvas` lies over `video` in the page, at the same size: found symbols are drawn on it.
// `onFeedback` is given the station's answer to each scan, with the keys of `station scan`.
// `onState` is given one of
//     "live"         frames are answered
//     "lost"         the station does not answer: NOT SENT; it is tried again
//     "hidden"       the page is hidden, and the camera off
//     "stopped"      stop() was called
//     "denied"       the person or the browser does not allow the camera
//     "no-camera"    there is none, or another program has it
//     "insecure"     browsers give the camera to https and localhost only

const FRAME_WIDTH = 1280; // at 640 px thin bars run together; at 1920 a frame takes twice as long
const FRAME_HEIGHT = 720;
const JPEG_QUALITY = 0.85; // below, the edges of thin bars are blurred
const ANSWER_TIMEOUT_MS = 5000; // a frame takes 50 ms; a station that is silent for so long is gone
const RETRY_MS = [250, 500, 1000, 2000]; // a station that was started again is found within 2 s
const LINE_PX = 6;
const FOUND = "#00c853";
const HELD = "#9fb8a8"; // drawn on while nothing moves; it is no read
const BADGE_PX = 28;
const HINT_PX = 24; // on the screen, not in the frame: it is read from the bed
const SHAPES = {
  tick: { colour: "#00843d", sign: "✓", dash: [] },
  cross: { colour: "#c8102e", sign: "✗", dash: [24, 4] },
  question: { colour: "#b06000", sign: "?", dash: [18, 12] },
  arrow: { colour: "#6a1b9a", sign: "↔", dash: [6, 10] },
};

export function startCamera(video, canvas, place, onFeedback, onState = () => {}, options = {}) {
  const frame = document.createElement("canvas");
  let stream = null;
  let socket = null;
  let stopped = false;
  let waiting = false; // at most one frame is on its way
  let silence = 0; // timer: the answer does not come
  let retry = 0; // timer: the next try to connect
  let failures = 0;
  let state = "";

  function say(next) {
    if (next !== state) onState((state = next));
  }

  // The camera: on while the page is seen.

  async function open() {
    if (stream || document.hidden) return;
    if (!navigator.mediaDevices) return say("insecure");
    let opened;
    try {
      opened = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: {
          facingMode: "environment",
          width: { ideal: FRAME_WIDTH },
          height: { ideal: FRAME_HEIGHT },
        },
      });
    } catch (error) {
      return say(error.name === "NotAllowedError" ? "denied" : "no-camera");
    }
    if (stopped || document.hidden || stream) return release(opened);
    stream = opened;
    for (const track of stream.getTracks()) track.onended = gone;
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    try {
      await video.play();
    } catch {
      return; // hidden or stopped meanwhile
    }
    if (stream === opened) connect();
  }

  function gone() {
    close();
    say("no-camera");
  }

  function close() {
    clearTimeout(retry);
    clearTimeout(silence);
    if (socket) {
      socket.onclose = null;
      socket.onmessage = null;
      socket.close();
    }
    if (stream) release(stream);
    socket = stream = video.srcObject = null;
    waiting = false;
    clear();
  }

  function release(opened) {
    for (const track of opened.getTracks()) {
      track.onended = null;
      track.stop();
    }
  }

  // The station: frame, answer, frame, answer.

  function connect() {
    const path = options.path?.() ?? `/frames?place=${encodeURIComponent(place)}`;
    const address = new URL(path, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(address);
    socket.onopen = () => send();
    socket.onmessage = (event) => {
      clearTimeout(silence);
      waiting = false;
      failures = 0;
      say("live");
      answered(JSON.parse(event.data));
      video.requestVideoFrameCallback(() => send());
    };
    socket.onclose = lost;
  }

  function lost() {
    clearTimeout(silence);
    socket = null;
    waiting = false;
    clear();
    say("lost");
    retry = setTimeout(connect, RETRY_MS[Math.min(failures, RETRY_MS.length - 1)]);
    failures += 1;
  }

  function send() {
    if (waiting || !socket || socket.readyState !== WebSocket.OPEN) return;
    if (!video.videoWidth) return void video.requestVideoFrameCallback(() => send());
    waiting = true;
    const through = socket;
    const scale = Math.min(1, FRAME_WIDTH / Math.max(video.videoWidth, video.videoHeight));
    frame.width = Math.round(video.videoWidth * scale);
    frame.height = Math.round(video.videoHeight * scale);
    frame.getContext("2d", { alpha: false }).drawImage(video, 0, 0, frame.width, frame.height);
    frame.toBlob(
      (jpeg) => {
        if (through !== socket || socket.readyState !== WebSocket.OPEN) return;
        socket.send(jpeg);
        silence = setTimeout(hang, ANSWER_TIMEOUT_MS);
      },
      "image/jpeg",
      JPEG_QUALITY,
    );
  }

  // Closing takes as long as the other end does not answer: it is not waited for.
  function hang() {
    socket.onclose = null;
    socket.onmessage = null;
    socket.close();
    lost();
  }

  function answered(answer) {
    draw(answer);
    options.onAnswer?.(answer);
    if (answer.feedback) onFeedback(answer.feedback);
  }

  // The viewfinder.

  function draw({ symbols, held = [], hints = [] }) {
    clear();
    const pen = canvas.getContext("2d");
    pen.lineWidth = LINE_PX;
    pen.lineJoin = "round";
    for (const corners of held) outline(pen, corners, HELD, [12, 12]);
    for (const { corners, shape } of symbols) {
      outline(pen, corners, SHAPES[shape]?.colour ?? FOUND, SHAPES[shape]?.dash ?? []);
    }
    for (const { corners, shape } of symbols) {
      const others = symbols.filter((other) => other.corners !== corners);
      if (shape in SHAPES) badge(pen, corners, SHAPES[shape], others);
    }
    if (hints.length) hint(pen, hints[0]);
  }

  function outline(pen, corners, colour, dash) {
    pen.strokeStyle = colour;
    pen.setLineDash(dash);
    pen.beginPath();
    for (const [x, y] of corners) pen.lineTo(x, y);
    pen.closePath();
    pen.stroke();
  }

  // On a corner of the code's own outline, where no other code is near; else its line tells it.
  function badge(pen, corners, { colour, sign }, others) {
    const radius = BADGE_PX * 0.75;
    const middle = [0, 1].map((n) => corners.reduce((sum, corner) => sum + corner[n], 0) / 4);
    const places = corners.map(([x, y]) => {
      const away = Math.hypot(x - middle[0], y - middle[1]) || 1;
      const part = 1 + (0.7 * radius) / away;
      return [middle[0] + (x - middle[0]) * part, middle[1] + (y - middle[1]) * part];
    });
    const place = places.find(([x, y]) => free(x, y, radius, others));
    const [[ax, ay], , [bx, by]] = corners;
    if (!place || Math.hypot(bx - ax, by - ay) < 3 * radius) return;
    const [x, y] = place;
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
    write(pen, sign, x, y, BADGE_PX);
  }

  function free(x, y, radius, others) {
    const inside = Math.min(x, y, canvas.width - x, canvas.height - y) >= radius;
    const clear = others.every(({ corners }) => {
      const [xs, ys] = [0, 1].map((n) => corners.map((corner) => corner[n]));
      const across = Math.max(Math.min(...xs) - x, x - Math.max(...xs));
      return Math.max(across, Math.min(...ys) - y, y - Math.max(...ys)) > 2 * radius;
    });
    return inside && clear;
  }

  function hint(pen, text) {
    const px = HINT_PX * Math.max(1, canvas.width / (canvas.clientWidth || canvas.width));
    pen.font = `bold ${px}px "DejaVu Sans", sans-serif`;
    const rows = wrapped(pen, text, canvas.width - px);
    const top = canvas.height - (rows.length * 1.3 + 0.4) * px;
    pen.fillStyle = "rgb(0 0 0 / 70%)";
    pen.fillRect(0, top, canvas.width, canvas.height - top);
    rows.forEach((row, n) => write(pen, row, canvas.width / 2, top + (n * 1.3 + 0.85) * px, px));
  }

  function wrapped(pen, text, width) {
    const rows = [];
    for (const word of text.split(" ")) {
      const longer = rows.length ? `${rows.at(-1)} ${word}` : word;
      if (rows.length && pen.measureText(longer).width <= width) rows[rows.length - 1] = longer;
      else rows.push(word);
    }
    return rows;
  }

  function write(pen, text, x, y, px) {
    pen.fillStyle = "#fff";
    pen.font = `bold ${px}px "DejaVu Sans", sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(text, x, y, canvas.width);
  }

  function clear() {
    canvas.width = frame.width; // also empties it
    canvas.height = frame.height;
  }

  function onVisibility() {
    if (!document.hidden) return void open();
    close();
    say("hidden");
  }

  document.addEventListener("visibilitychange", onVisibility);
  navigator.mediaDevices?.addEventListener("devicechange", open); // one was plugged in
  if (document.hidden) say("hidden");
  else open();
  return {
    stop() {
      stopped = true;
      document.removeEventListener("visibilitychange", onVisibility);
      navigator.mediaDevices?.removeEventListener("devicechange", open);
      close();
      say("stopped");
    },
  };
}

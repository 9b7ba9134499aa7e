// The panel as the station has it: whole on every connection and at every change, a beat between.

const LOST_AFTER_MS = 4_000; // the station beats every second
const AGAIN_AFTER_MS = 700;

/** Follow a panel. `onPanel(message)` at each change, `onLink(connected)` when that changes. */
export function follow(path, onPanel, onLink) {
  let socket;
  let watch;

  function connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const mine = new WebSocket(`${scheme}//${location.host}${path}`);
    socket = mine;
    mine.onmessage = ({ data }) => mine === socket && heard(JSON.parse(data));
    mine.onclose = () => mine === socket && lost();
    wait();
  }

  function wait() {
    clearTimeout(watch);
    watch = setTimeout(lost, LOST_AFTER_MS);
  }

  function heard(message) {
    wait();
    if (message.type === "panel") {
      onPanel(message);
      onLink(true);
    } else if (message.type === "fault") {
      onLink(false, message.error);
    }
  }

  function lost() {
    clearTimeout(watch);
    const old = socket;
    socket = undefined;
    old?.close();
    onLink(false);
    setTimeout(connect, AGAIN_AFTER_MS);
  }

  connect();
}

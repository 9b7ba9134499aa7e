/**
 * A moment as this screen's clock says it.
 * @param {string | Date} at
 */
export function clock(at) {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((n) => String(n).padStart(2, "0")).join(":");
}

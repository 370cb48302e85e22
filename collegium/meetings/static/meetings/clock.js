/* Clocks that follow the server's deadlines, whatever this device thinks the time is. */
const SAMPLES = 8; // of the newest, the quickest is believed
const FORGOTTEN = -3600; // whoever is an hour over does not want to be told by how much
const samples = [];
let offset = 0;

/* Learns from a ping that was sent at `sent` and answered at the server's `now` (milliseconds). */
export const serverSaid = (sent, now) => {
  const trip = Date.now() - sent;
  if (trip < 0) return; // this device's clock was set back meanwhile
  samples.push({ trip, offset: now + trip / 2 - Date.now() });
  if (samples.length > SAMPLES) samples.shift();
  const newest = samples.at(-1);
  if (Math.abs(newest.offset - offset) > newest.trip + 1000) samples.splice(0, samples.length - 1); // the clock was set
  offset = samples.reduce((best, one) => (one.trip < best.trip ? one : best)).offset;
};

const words = (seconds) => {
  const left = Math.abs(seconds);
  const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return seconds < 0 ? `+${text}` : text;
};

const isPaused = (clock) => "paused" in clock.dataset;
const millisecondsLeft = (clock) => {
  const stopped = Date.parse(clock.dataset.paused ?? "");
  return Date.parse(clock.dataset.ends) - (Number.isNaN(stopped) ? Date.now() + offset : stopped);
};

/* Shows the seconds left, or in a break those that were left when it began. */
const show = (clock) => {
  const seconds = Math.round(millisecondsLeft(clock) / 1000);
  const text = words(seconds);
  if (clock.textContent !== text) clock.textContent = text;
  clock.hidden = seconds < FORGOTTEN;
  clock.classList.toggle("is-over", seconds < 0);
  clock.classList.toggle("is-paused", isPaused(clock));
  return seconds;
};

/* Until the first clock shows another second: timers of a second each would come later and later. */
const pause = (clock) => {
  if (!clock || isPaused(clock)) return 1000;
  return ((((millisecondsLeft(clock) - 500) % 1000) + 1000) % 1000) + 20;
};

/* Calls `notice` with the lowest of `marks`, in seconds, that the first clock has just passed. */
export const runClocks = (root, marks, notice) => {
  let seen = { ends: "", left: Infinity };
  let timer = 0;
  const tick = () => {
    const clocks = [...root.querySelectorAll("[data-ends]")];
    const lefts = clocks.map(show);
    clearTimeout(timer);
    timer = setTimeout(tick, pause(clocks[0]));
    if (clocks.length === 0) return;
    const { ends } = clocks[0].dataset;
    const passed = marks.filter((mark) => seen.left > mark && lefts[0] <= mark);
    if (seen.ends === ends && passed.length > 0 && !isPaused(clocks[0])) notice(Math.min(...passed));
    seen = { ends, left: lefts[0] };
  };
  tick();
  document.addEventListener("visibilitychange", tick);
  return tick;
};

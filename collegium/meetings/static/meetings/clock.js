/* Clocks that follow the server's deadlines, whatever this device thinks the time is. */
let offset = 0;
let best = Infinity;

export const serverSaid = (sent, now) => {
  const trip = Date.now() - sent;
  if (trip > best + 50) return;
  best = Math.min(best, trip);
  offset = now + trip / 2 - Date.now();
};

const FORGOTTEN = -3600; // whoever is an hour over does not want to be told by how much

const words = (seconds) => {
  const left = Math.abs(seconds);
  const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return seconds < 0 ? `+${text}` : text;
};

const show = (clock) => {
  const seconds = Math.round((Date.parse(clock.dataset.ends) - Date.now() - offset) / 1000);
  const text = words(seconds);
  if (clock.textContent !== text) clock.textContent = text;
  clock.hidden = seconds < FORGOTTEN;
  clock.classList.toggle("is-over", seconds < 0);
  return seconds;
};

/* Calls `notice` once for each of the given seconds before the end of the first clock. */
export const runClocks = (root, marks, notice) => {
  let seen = { ends: "", left: Infinity };
  const tick = () => {
    const clocks = [...root.querySelectorAll("[data-ends]")];
    const lefts = clocks.map(show);
    if (clocks.length === 0) return;
    const ends = clocks[0].dataset.ends;
    if (seen.ends === ends) marks.filter((mark) => seen.left > mark && lefts[0] <= mark).forEach(notice);
    seen = { ends, left: lefts[0] };
  };
  tick();
  setInterval(tick, 1000);
  return tick;
};

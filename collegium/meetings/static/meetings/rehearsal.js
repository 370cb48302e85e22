/* A minute to say it once aloud. The mark can be set by hand as well. */
const words = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const begin = (button) => {
  const place = button.closest("[data-rehearsal]");
  const left = place.querySelector("[data-rehearse-left]");
  const said = place.querySelector("[data-rehearse-said]");
  const ends = Date.now() + Number(button.dataset.rehearse) * 1000;
  button.setAttribute("aria-disabled", "true");
  said.textContent = said.dataset.saidBegin;
  const tick = () => {
    const seconds = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
    left.textContent = words(seconds);
    if (seconds > 0 && place.isConnected) return;
    clearInterval(timer);
    finish(button, left, said);
  };
  const timer = setInterval(tick, 250);
  tick();
};

const finish = (button, left, said) => {
  button.removeAttribute("aria-disabled");
  left.textContent = "";
  said.textContent = said.dataset.saidEnd;
  const mark = button.form?.elements.namedItem("rehearsed");
  if (!mark || mark.checked) return;
  mark.checked = true;
  for (const name of ["input", "change"]) mark.dispatchEvent(new Event(name, { bubbles: true }));
};

/* Shows what needs this module, and takes it out of the frames' hands. */
export const equipRehearsals = (root) => {
  for (const place of root.querySelectorAll("[data-rehearsal]:not([data-mine])")) {
    place.dataset.mine = "";
    place.hidden = false;
  }
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("button[data-rehearse]");
  if (button && button.getAttribute("aria-disabled") !== "true") begin(button);
});

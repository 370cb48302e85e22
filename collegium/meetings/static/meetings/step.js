/* What is new comes into view: the title of a new step, and what is shown to all before what one
 * writes oneself. Whoever is in the middle of a sentence stays where they are and is told.
 */
const TYPED = "textarea, input:not([type=hidden], [type=radio], [type=checkbox])";

const isWriting = () => {
  const field = document.activeElement;
  return field?.matches(TYPED) === true && field.value !== field.defaultValue;
};
const inSight = (place) => {
  const { top, bottom } = (place.querySelector("h1, h2") ?? place).getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
};
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const go = (place) => place.scrollIntoView({ block: "start", behavior: calm() ? "instant" : "smooth" });

/* In one hand: first what all see, once it is shown. The place in which somebody writes never moves. */
const arrange = (root, shown) => {
  const desk = root.querySelector('[data-part="desk"]');
  for (const name of ["sort", "wall"]) {
    const place = root.querySelector(`[data-part="${name}"]`);
    if (!desk || !place) continue;
    const isFirst = (place.compareDocumentPosition(desk) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    if (isFirst === shown) continue;
    if (shown) desk.before(place);
    else desk.parentElement.append(place);
  }
};

const offer = (root, words, place) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button news";
  button.dataset.news = button.dataset.local = "";
  button.textContent = words;
  const seen = new IntersectionObserver((found) => found.some((one) => one.isIntersecting) && away());
  const away = () => {
    seen.disconnect();
    button.remove();
  };
  button.addEventListener("click", () => {
    away();
    go(place);
  });
  seen.observe(place.querySelector("h1, h2") ?? place);
  root.append(button);
};

const bring = (root, words, place) => {
  root.querySelector("[data-news]")?.remove();
  if (inSight(place)) return;
  if (isWriting()) offer(root, words, place);
  else go(place);
};

export const stepOf = (root) => {
  const { step = "", title = "", shown } = root.querySelector("[data-step]")?.dataset ?? {};
  return { step, title, shown: shown !== undefined };
};

/* Shows what has changed since `before`, and returns the words that say so, or nothing. */
export const follow = (root, before) => {
  const now = stepOf(root);
  const { saidStep = "", saidShown = "" } = root.dataset;
  arrange(root, now.shown);
  if (now.step !== before.step) {
    const kept = root.querySelector("[data-leftover]:not([hidden])");
    bring(root, `${saidStep} ${now.title}`, kept ?? root.querySelector("[data-step]"));
    return `${saidStep} ${now.title}`;
  }
  const wall = root.querySelector('[data-part="wall"]:has(section)');
  if (now.shown && !before.shown && saidShown && wall) {
    bring(root, saidShown, wall);
    return saidShown;
  }
  return "";
};

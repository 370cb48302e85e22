/* Carrying something by pointer: its ghost goes along, and the window scrolls at its edges.
 *
 * `what` holds place (where the ghost lives), pick(event) returning the element to carry or null,
 * lifted(element), over(element under the pointer) and dropped(kept). Returns a function that puts
 * down unkept what is being carried, and says whether anything was.
 */
import { fill } from "./markup.js";

const EDGE = 70; // pixels from the window's edge where it begins to scroll
const FAR = 6; // pixels that a pointer moves before it carries anything

const GRIP = '<svg class="icon" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true"><g fill="currentColor"><circle cx="9" cy="5" r="1.6"/><circle cx="9" cy="12" r="1.6"/><circle cx="9" cy="19" r="1.6"/><circle cx="15" cy="5" r="1.6"/><circle cx="15" cy="12" r="1.6"/><circle cx="15" cy="19" r="1.6"/></g></svg>';

/* A handle to carry something by, also with the keyboard. */
export const gripFor = (label) => {
  const grip = document.createElement("button");
  grip.type = "button";
  grip.className = "grip";
  grip.setAttribute("aria-label", label);
  fill(grip, GRIP);
  return grip;
};

const ghostOf = (element, inlineSize) => {
  const ghost = element.cloneNode(true);
  ghost.classList.add("ghost");
  ghost.setAttribute("aria-hidden", "true");
  ghost.dataset.local = "";
  ghost.inert = true;
  ghost.style.inlineSize = `${inlineSize}px`;
  return ghost;
};

const swallowClick = () => { // the one that ends a drag, if there is one
  const swallow = (click) => click.preventDefault();
  addEventListener("click", swallow, { capture: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
};

export const carryByPointer = (what) => {
  let press = null; // { element, x, y, dx, dy, id, ghost }

  const follow = ({ clientX: x, clientY: y }) => {
    press.ghost.style.translate = `${x - press.dx}px ${y - press.dy}px`;
    what.over(document.elementFromPoint(x, y));
    if (y < EDGE) scrollBy(0, y - EDGE);
    if (y > innerHeight - EDGE) scrollBy(0, y - innerHeight + EDGE);
  };
  const lift = (event) => {
    const box = press.element.getBoundingClientRect();
    press.dx = press.x - box.left;
    press.dy = press.y - box.top;
    press.ghost = ghostOf(press.element, box.width);
    what.place.append(press.ghost);
    what.lifted(press.element);
    follow(event);
  };
  const putDown = (kept) => {
    const ghost = press?.ghost;
    ghost?.remove();
    press = null;
    if (ghost) what.dropped(kept);
    return Boolean(ghost);
  };
  const isMine = (event) => press && event.pointerId === press.id;

  document.addEventListener("pointerdown", (event) => {
    const element = event.button === 0 && !press ? what.pick(event) : null;
    if (element) press = { element, x: event.clientX, y: event.clientY, id: event.pointerId, ghost: null };
  });
  document.addEventListener("pointermove", (event) => {
    if (!isMine(event)) return;
    if (press.ghost) {
      event.preventDefault();
      follow(event);
    } else if (Math.hypot(event.clientX - press.x, event.clientY - press.y) > FAR) lift(event);
  });
  document.addEventListener("pointerup", (event) => {
    if (!isMine(event)) return;
    if (press.ghost) swallowClick();
    putDown(true);
  });
  document.addEventListener("pointercancel", () => putDown(false));
  document.addEventListener("dragstart", (event) => { if (press) event.preventDefault(); });
  return () => putDown(false);
};

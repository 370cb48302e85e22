/* Forms: one click counts once, drafts survive. */
import "./drafts.js";

const PATIENCE = 10_000;

const buttons = (form) => form.querySelectorAll("button:not([type=button]), input[type=submit]");
const busy = (form) => {
  form.setAttribute("aria-busy", "true");
  for (const button of buttons(form)) button.setAttribute("aria-disabled", "true");
};
const ready = (form) => {
  form.removeAttribute("aria-busy");
  for (const button of buttons(form)) button.removeAttribute("aria-disabled");
};

const refuseSecondClick = (event) => {
  if (event.target.getAttribute("aria-busy") !== "true") return;
  event.preventDefault();
  event.stopImmediatePropagation();
};
document.addEventListener("submit", refuseSecondClick, { capture: true });
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.target === "_blank") return;
  busy(form);
  setTimeout(() => ready(form), PATIENCE);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach(ready));

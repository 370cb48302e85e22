/* Suggestions to take up: fetched when they are opened, put into a form when they are chosen. */
import { morph } from "./morph.js";

const placeIn = (details) => {
  const found = details.querySelector("[data-suggested]");
  if (found) return found;
  const place = document.createElement("div");
  place.dataset.local = place.dataset.suggested = "";
  place.setAttribute("aria-live", "polite");
  details.append(place);
  return place;
};

const fetched = async (address) => {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw new Error("elsewhere");
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
  if (!answer.ok || answer.redirected || !isPage) throw new Error("no suggestions");
  return answer.text();
};

const load = async (details) => {
  const place = placeIn(details);
  if (place.getAttribute("aria-busy") === "true" || "asked" in place.dataset) return;
  place.setAttribute("aria-busy", "true");
  try {
    morph(place, await fetched(details.dataset.suggestions));
    place.dataset.asked = "";
  } catch {
    place.textContent = details.dataset.saidFailed ?? "";
  }
  place.removeAttribute("aria-busy");
};

const wordsOf = (use) => (use.dataset.use || use.querySelector("[data-words], .quote")?.textContent || use.textContent).trim();

const formNamed = (name) => document.querySelector(
  ["data-key", "data-draft", "id"].map((attribute) => `form[${attribute}="${CSS.escape(name)}"]`).join(),
);

/* Below what stands there already. */
const putInto = (field, text) => {
  field.value = field.value.trim() ? `${field.value.trimEnd()}\n${text}` : text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
};

document.addEventListener("toggle", ({ target }) => {
  if (target.open && target.matches?.("details[data-suggestions]")) load(target);
}, { capture: true });
document.addEventListener("click", ({ target }) => {
  const use = target.closest?.("[data-use] button, button[data-use]")?.closest("[data-use]");
  const field = use && formNamed(use.closest("[data-into]")?.dataset.into ?? "")?.querySelector("textarea");
  if (field) putInto(field, wordsOf(use));
});

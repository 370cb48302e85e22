/* Words without a form: the step went on, the session ended, or the server refused them.
 * They are shown until their writer puts them away, in this page or the next.
 */
import { drop, get, places, set } from "../ui/js/keep.js";

const REFUSED = "-refused-";
const formOf = (draft) => document.querySelector(`form[data-draft="${CSS.escape(draft)}"]`);
const isWords = ({ text }) => typeof text === "string" && text.trim() !== "";
const stray = (session) => places().filter((place) =>
  place.startsWith(`${session}-`) && !formOf(place) && !get(place).away);

/* Keeps words that no form can take back. */
export const keepRefused = (session, key, texts) => {
  const named = Object.entries(texts).map(([name, text]) => [name, { base: "", text }]);
  set(`${session}${REFUSED}${key}`, { texts: Object.fromEntries(named) });
};

export const showLeftover = (session) => {
  const card = document.querySelector("[data-leftover]");
  if (!card) return;
  const texts = stray(session).flatMap((place) => Object.values(get(place).texts ?? {}).filter(isWords));
  const text = texts.map((one) => one.text.trim()).join("\n\n");
  const place = card.querySelector("[data-leftover-text]");
  if (place.textContent !== text) place.textContent = text;
  card.hidden = text === "";
};

export const putAway = (session) => {
  for (const place of stray(session)) {
    if (place.includes(REFUSED)) drop(place);
    else set(place, { ...get(place), away: true });
  }
  showLeftover(session);
};

document.querySelector("[data-leftover-done]")?.addEventListener("click", ({ target }) => {
  putAway(target.closest("[data-session]").dataset.session);
});

/* Advice becomes experience: a word beside one's own text that begins to advise. It stays on this
 * page; nobody hears of it. Words and hint come from the page, in the reader's language.
 */
const plain = (text) => text.replace(/[’ʼ]/g, "'");
const escaped = (words) => plain(words.trim()).replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");

const patternOf = (listed) => {
  const words = listed.split("|").map(escaped).filter(Boolean);
  return words.length ? new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join("|")})(?![\\p{L}\\p{N}])`, "iu") : null;
};

const hintAt = (field) => field.parentElement.querySelector("[data-advice]");
const show = (field, text) => {
  const hint = document.createElement("p");
  hint.className = "notice";
  hint.dataset.local = hint.dataset.advice = "";
  hint.setAttribute("role", "status");
  field.after(hint);
  setTimeout(() => { hint.textContent = text; }); // a status is read when it changes, not when it comes
};

/* Watches the fields for own words under `root`. */
export const watchAdvice = (root) => {
  const pattern = patternOf(root.dataset.adviceWords ?? "");
  if (!pattern) return;
  const look = (field) => {
    const advises = pattern.test(plain(field.value));
    if (advises && !hintAt(field)) show(field, root.dataset.adviceHint);
    else if (!advises) hintAt(field)?.remove();
  };
  root.addEventListener("input", ({ target }) => {
    if (target.matches?.("form[data-draft] textarea") && !target.closest("[data-no-advice]")) look(target);
  });
  root.addEventListener("reset", ({ target }) => setTimeout(() => target.querySelectorAll("textarea").forEach(look)));
};

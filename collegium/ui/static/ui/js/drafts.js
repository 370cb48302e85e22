/* Keeps what somebody types in a <form data-draft="KEY"> until the server took it (see keep.js). */
import { showClash, unfold } from "./clash.js";
import { drop, forgetEverything, get, markSent, places, ready, set, wasSent } from "./keep.js";

const WRITTEN = "textarea, input:not([type]), input[type=text], input[type=search]";
const CHOSEN = "input[type=radio], input[type=checkbox]";
const LIST = "select:not([multiple])";
const early = new Set(); // fields in which somebody wrote before their draft was at hand
let isReady = false;

const isChoice = (field) => field.matches(CHOSEN);
const plain = (answer) => (typeof answer === "string" ? answer.replace(/\r\n?/g, "\n").trim() : answer);
const same = (one, other) => JSON.stringify(plain(one)) === JSON.stringify(plain(other));
const refused = (form) => form.querySelector("[aria-invalid=true], [data-refused]") !== null;

/* The fields of a form by name; those of one name are one question. */
const named = (form) => {
  const found = [...form.querySelectorAll(`${WRITTEN}, ${CHOSEN}, ${LIST}`)]
    .filter((field) => field.name && !field.closest("[data-no-draft]"));
  const groups = new Map();
  for (const field of found) groups.set(field.name, [...(groups.get(field.name) ?? []), field]);
  return groups;
};
const now = (fields) => (isChoice(fields[0])
  ? fields.filter((one) => one.checked).map((one) => one.value) : fields[0].value);
const standing = (field) => (field.matches(LIST)
  ? ([...field.options].find((one) => one.defaultSelected) ?? field.options[0])?.value : field.defaultValue);
const before = (fields) => (isChoice(fields[0])
  ? fields.filter((one) => one.defaultChecked).map((one) => one.value) : standing(fields[0]));
const put = (fields, answer) => {
  if (isChoice(fields[0])) for (const one of fields) one.checked = answer.includes(one.value);
  else fields[0].value = answer;
  unfold(fields[0]);
};

/* Below what is being written, so that the cursor stays where it is. */
const addBelow = (field, text) => {
  const { selectionStart, selectionEnd } = field;
  if (field.value.includes(text)) return;
  field.value = `${field.value}\n\n${text}`;
  field.setSelectionRange(selectionStart, selectionEnd);
};

/* `from` says what the words were started from, where that is no longer what the page says. */
export const keepDraft = (form, from = {}) => {
  if (!form.dataset.draft) return;
  const known = get(form.dataset.draft)?.texts ?? {};
  const texts = {};
  for (const [name, fields] of named(form)) {
    if (JSON.stringify(now(fields)) === JSON.stringify(before(fields))) continue;
    texts[name] = { base: known[name]?.base ?? from[name] ?? before(fields), text: now(fields) };
  }
  if (Object.keys(texts).length === 0) drop(form.dataset.draft);
  else set(form.dataset.draft, { texts });
};

export const dropDraft = (form) => { if (form.dataset.draft) drop(form.dataset.draft); };

/* The page's own version is the one to start from now. */
export const rebaseDraft = (form) => {
  dropDraft(form);
  keepDraft(form);
};

export const restoreDraft = (form) => {
  const texts = get(form.dataset.draft)?.texts ?? {};
  for (const [name, fields] of named(form)) {
    const draft = texts[name];
    if (!draft || same(now(fields), draft.text)) continue;
    if (same(now(fields), draft.base)) put(fields, draft.text);
    else if (early.has(fields[0])) { if (fields[0].matches("textarea")) addBelow(fields[0], draft.text); }
    else if (fields[0].matches(WRITTEN)) compare(fields[0], draft.text);
  }
};

/* Shows a field's words beside what somebody, on another device, made of them meanwhile. */
export const compare = (field, mine) => {
  const theirs = field.defaultValue;
  field.value = mine;
  showClash(field, theirs, (chosen) => {
    field.value = chosen;
    rebaseDraft(field.form);
  });
};

const settle = () => {
  const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  for (const place of places().filter(wasSent)) {
    const form = document.querySelector(`form[data-draft="${CSS.escape(place)}"]`);
    if (!cameBack && !(form && refused(form))) drop(place);
    else set(place, get(place));
  }
};

const start = () => {
  settle();
  for (const form of document.querySelectorAll("form[data-draft]")) {
    restoreDraft(form);
    if ([...early].some((field) => field.form === form)) keepDraft(form);
  }
  early.clear();
  isReady = true;
};

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("form[data-draft]");
  if (!form) return;
  if (isReady) keepDraft(form);
  else early.add(target);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]")) forgetEverything();
  else if (form.dataset.draft && !event.defaultPrevented) markSent(form.dataset.draft);
});

/* Resolves when every form of this page has its draft back. */
export const draftsReady = ready.then(start);

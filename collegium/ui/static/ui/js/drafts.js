/* Keeps what somebody types in a <form data-draft="KEY"> until the server took it.
 *
 * A draft lives in this tab's sessionStorage only. It goes when the server accepted it, when its
 * writer signs out in any tab, when somebody else signs in here, and after twelve hours.
 */
const PREFIX = "collegium-draft:";
const LIFETIME = 12 * 60 * 60 * 1000;
const WRITTEN = "textarea, input:not([type]), input[type=text], input[type=search]";
const reader = document.documentElement.dataset.reader ?? "";
const channel = "BroadcastChannel" in window ? new BroadcastChannel("collegium-sign-out") : null;

const keys = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
const load = (key) => {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
};
const save = (key, draft) => {
  try { sessionStorage.setItem(key, JSON.stringify(draft)); } catch { /* full or forbidden */ }
};
const drop = (key) => sessionStorage.removeItem(key);
const fields = (form) =>
  [...form.querySelectorAll(WRITTEN)].filter((field) => field.name && !field.closest("[data-no-draft]"));
const refused = (form) => form.querySelector("[aria-invalid=true], [data-refused]") !== null;

const keep = (form) => {
  const changed = fields(form).filter((field) => field.value !== field.defaultValue);
  const key = PREFIX + form.dataset.draft;
  if (!reader || changed.length === 0) return drop(key);
  const texts = Object.fromEntries(changed.map((f) => [f.name, { base: f.defaultValue, text: f.value }]));
  save(key, { reader, at: Date.now(), sent: false, texts });
};

const restore = (form) => {
  const texts = load(PREFIX + form.dataset.draft)?.texts ?? {};
  for (const field of fields(form)) {
    const draft = texts[field.name];
    if (draft && field.value === draft.base) field.value = draft.text;
  }
};

const settle = () => {
  const cameBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  for (const key of keys()) {
    const draft = load(key);
    const form = document.querySelector(`form[data-draft="${CSS.escape(key.slice(PREFIX.length))}"]`);
    const foreign = reader !== "" && draft?.reader !== reader;
    if (!draft || foreign || Date.now() - draft.at > LIFETIME) drop(key);
    else if (draft.sent && reader && !cameBack && !(form && refused(form))) drop(key);
    else save(key, { ...draft, sent: false });
  }
};

export const forgetDrafts = () => keys().forEach(drop);

const start = () => {
  settle();
  for (const form of document.querySelectorAll("form[data-draft]")) restore(form);
};

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.("form[data-draft]");
  if (form) keep(form);
});
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-sign-out]")) {
    forgetDrafts();
    channel?.postMessage("signed out");
  }
  const key = PREFIX + target.dataset.draft;
  const draft = target.dataset.draft && load(key);
  if (draft) save(key, { ...draft, sent: true });
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.elt.closest?.("form[data-draft]");
  if (form && detail.successful) drop(PREFIX + form.dataset.draft);
});
channel?.addEventListener("message", forgetDrafts);
start();

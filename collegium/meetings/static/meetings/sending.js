/* Forms become messages; words leave a form only when they are safe somewhere else. */
import { endClash } from "../ui/js/clash.js";
import { compare, dropDraft, keepDraft, rebaseDraft } from "../ui/js/drafts.js";
import { keepRefused, showLeftover } from "./leftover.js";
import { onTheWire, WRITTEN } from "./outbox.js";

const plain = (text) => text.replace(/\r\n?/g, "\n").trim();
const same = (one, other) => plain(one) === plain(other);
const field = (form, name) => form?.elements.namedItem(name);
const fieldsOf = (form, name) => (name && form ? [...form.elements].filter((one) => one.name === name) : []);
const busy = (form) => form.setAttribute("aria-busy", "true");
const free = (form) => form?.removeAttribute("aria-busy");

/* Why it was refused, where it is to be put right; gone with the next word. */
const sayAt = (one, reason) => {
  const place = one.closest("fieldset, .field");
  if (!place) return;
  place.querySelector("[data-refused-here]")?.remove();
  const words = document.createElement("p");
  words.className = "field-errors";
  words.dataset.refusedHere = words.dataset.local = "";
  words.textContent = reason;
  (place.querySelector("legend, label") ?? one).after(words);
};
export const forgetRefusal = (one) => {
  for (const same of fieldsOf(one.form, one.name)) same.removeAttribute("aria-invalid");
  one.closest("fieldset, .field")?.querySelector("[data-refused-here]")?.remove();
};

export class Sending {
  #session;
  #outbox;
  #line;
  #root;
  #forms = new Map(); // key of a message -> the form whose words still stand in it

  constructor(root, session, outbox, line) {
    this.#root = root;
    this.#session = session;
    this.#outbox = outbox;
    this.#line = line;
  }

  submit(form, submitter) {
    const given = Object.fromEntries(new FormData(form, submitter));
    const { kind, key: _key, csrfmiddlewaretoken: _token, ...data } = given;
    const message = this.#outbox.add(kind, data, form);
    dropDraft(form);
    this.#forms.set(message.key, form);
    busy(form);
    if (!this.#line.send(onTheWire(message))) this.park();
  }

  /* An event without a form. */
  act(kind, data) {
    this.#line.send(onTheWire(this.#outbox.add(kind, data)));
  }

  /* The line is dead: forms for words are free for the next, the words wait in the list. */
  park() {
    for (const [key, form] of this.#forms) {
      if (!form.dataset.draft) continue;
      this.#forms.delete(key);
      free(form);
      if ("many" in form.dataset) this.#empty(form, this.#message(key));
    }
    this.showWaiting();
  }

  /* The line is back and the page is up to date. */
  flush() {
    for (const message of this.#outbox.waiting()) {
      const form = this.#formOf(message.draft);
      if (!this.#clashes(message, form)) this.#line.send(onTheWire(message));
    }
    this.showWaiting();
  }

  accepted(key) {
    const message = this.#outbox.done(key);
    const own = this.#forms.get(key);
    const form = own ?? this.#formOf(message?.draft);
    this.#settled(key, own);
    if (!form || !message) return;
    if (message.many) {
      const first = own && this.#empty(form, message);
      if (first && (form.contains(document.activeElement) || document.activeElement === document.body)) first.focus();
    } else {
      for (const [name, text] of Object.entries(message.texts)) {
        endClash(field(form, name));
        field(form, name).defaultValue = text;
      }
      for (const one of form.querySelectorAll("[type=radio], [type=checkbox]")) one.defaultChecked = one.checked;
      rebaseDraft(form);
    }
  }

  refused(key, culprit, reason) {
    const message = this.#outbox.done(key);
    const own = this.#forms.get(key);
    const form = own ?? this.#formOf(message?.draft);
    this.#settled(key, own);
    if (!message) return;
    if (!this.#giveBack(form, message)) keepRefused(this.#session, key, message.texts);
    showLeftover(this.#session);
    const wrong = fieldsOf(form, culprit);
    if (wrong.length === 0) return;
    for (const one of wrong) one.setAttribute("aria-invalid", "true");
    sayAt(wrong[0], reason);
    wrong[0].focus();
  }

  showWaiting() {
    const card = this.#root.querySelector("[data-waiting]");
    if (!card) return;
    const texts = this.#outbox.waiting().filter(({ key }) => !this.#forms.has(key))
      .map(({ texts: said }) => Object.values(said).filter((text) => text.trim()).join("\n"))
      .filter(Boolean);
    card.hidden = texts.length === 0;
    card.querySelector("ul").replaceChildren(...texts.map((text) => {
      const item = document.createElement("li");
      item.className = "quote";
      item.textContent = text;
      return item;
    }));
  }

  #message(key) {
    return this.#outbox.waiting().find((one) => one.key === key);
  }

  #formOf(draft) {
    return draft ? this.#root.querySelector(`form[data-draft="${CSS.escape(draft)}"]`) : null;
  }

  #settled(key, form) {
    this.#forms.delete(key);
    free(form);
    this.showWaiting();
  }

  /* Empties a form for many of what was sent; words written since stay. Returns its first field. */
  #empty(form, { texts }) {
    const standing = Object.entries(texts).every(([name, text]) => field(form, name).value === text);
    if (standing) form.reset();
    keepDraft(form);
    return standing ? form.querySelector("textarea") : null;
  }

  #giveBack(form, { texts }) {
    if (!form) return Object.values(texts).every((text) => !text.trim());
    const fields = Object.entries(texts).map(([name, text]) => [field(form, name), text]);
    const isFree = fields.every(([one, text]) =>
      one && (one.value === one.defaultValue || one.value === text));
    if (isFree) for (const [one, text] of fields) one.value = text;
    if (isFree) keepDraft(form);
    return isFree;
  }

  /* Whether what was written in the dark has been changed elsewhere; if so the writer is asked. */
  #clashes({ key, draft, many, texts, base }, form) {
    if (many || !form) return false;
    const changed = Object.keys(texts).filter((name) => {
      const theirs = field(form, name)?.defaultValue;
      return theirs !== undefined && !same(theirs, base[name]) && !same(theirs, texts[name])
        && !this.#outbox.said(draft, theirs);
    });
    if (changed.length === 0) return false;
    this.#outbox.done(key);
    for (const [name, text] of Object.entries(texts)) {
      const one = field(form, name);
      const mine = one.value === one.defaultValue || same(one.value, text) ? text : one.value;
      one.value = mine;
      if (changed.includes(name)) compare(one, mine);
    }
    keepDraft(form, base);
    return true;
  }
}

/* Shows, for fields that somebody was writing in, what a new page part says differently. */
export const noticeChanges = (root, outbox, update) => {
  const standing = [...root.querySelectorAll("form[data-draft]")]
    .flatMap((form) => [...form.querySelectorAll(WRITTEN)])
    .filter((one) => one.value !== one.defaultValue)
    .map((one) => [one, one.defaultValue]);
  update();
  for (const [one, base] of standing) {
    const theirs = one.defaultValue;
    const known = same(theirs, base) || same(theirs, one.value) || outbox.said(one.form?.dataset.draft, theirs);
    if (one.isConnected && !known) compare(one, one.value);
  }
};

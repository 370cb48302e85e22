/* What was sent and not yet acknowledged, in order. It survives a lost line and a reload of this
 * tab (sealed, see keep.js), and is never sent by anybody else who signs in here.
 */
import { drop, get, set } from "../ui/js/keep.js";

const newKey = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, // plain http
  (c) => (+c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> +c / 4).toString(16));

export const WRITTEN = "textarea, input[type=text], input:not([type])";
const writing = (form) => [...form.querySelectorAll(WRITTEN)].filter(({ name }) => name);

export const onTheWire = ({ key, kind, data }) => ({ key, kind, data });

export class Outbox {
  #place;
  #messages = new Map();
  #said = new Map(); // draft -> texts that this device has sent for it

  constructor(session) {
    this.#place = `live-${session}`;
  }

  /* Adds, before what has been written since, what an earlier page left unacknowledged. */
  takeUp() {
    const since = [...this.#messages.values()];
    this.#messages = new Map([...(get(this.#place) ?? []), ...since].map((one) => [one.key, one]));
    for (const message of this.#messages.values()) this.#remember(message);
    this.#store();
  }

  /* A message with what its form says, and what the form was started from. */
  add(kind, data, form = null) {
    const fields = form ? writing(form) : [];
    const message = {
      key: newKey(), kind, data,
      draft: form?.dataset.draft ?? "",
      many: form ? "many" in form.dataset : false,
      texts: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
      base: Object.fromEntries(fields.map(({ name, defaultValue }) => [name, defaultValue])),
    };
    this.#messages.set(message.key, message);
    this.#remember(message);
    this.#store();
    return message;
  }

  /* Takes a message out and returns it. */
  done(key) {
    const message = this.#messages.get(key);
    this.#messages.delete(key);
    this.#store();
    return message;
  }

  waiting() {
    return [...this.#messages.values()];
  }

  /* Whether this device itself has sent that text from that form. */
  said(draft, text) {
    return this.#said.get(draft)?.has(text.trim()) === true;
  }

  #remember({ draft, texts }) {
    if (!draft) return;
    const said = this.#said.get(draft) ?? new Set();
    this.#said.set(draft, said);
    for (const text of Object.values(texts)) said.add(text.trim());
  }

  #store() {
    if (this.#messages.size === 0) drop(this.#place);
    else set(this.#place, this.waiting());
  }
}

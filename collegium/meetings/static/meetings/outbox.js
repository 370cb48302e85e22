/* What was sent and not yet acknowledged. It survives a lost connection and a reload of this tab,
 * is never sent by anybody else who signs in here, and goes when its writer signs out.
 */
const PREFIX = "collegium-draft:"; // drafts.js forgets everything under this name at sign-out
const reader = document.documentElement.dataset.reader ?? "";

export class Outbox {
  constructor(session) {
    this.place = `${PREFIX}live-${session}`;
    this.messages = new Map(this.#stored().map((message) => [message.key, message]));
  }

  #stored() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.place));
      return kept?.reader === reader ? kept.messages : [];
    } catch {
      return [];
    }
  }

  #store() {
    const messages = [...this.messages.values()];
    try {
      if (messages.length === 0) sessionStorage.removeItem(this.place);
      else sessionStorage.setItem(this.place, JSON.stringify({ reader, at: Date.now(), sent: false, messages }));
    } catch { /* full or forbidden: kept in memory */ }
  }

  add(kind, data) {
    const message = { key: crypto.randomUUID(), kind, data };
    this.messages.set(message.key, message);
    this.#store();
    return message;
  }

  done(key) {
    this.messages.delete(key);
    this.#store();
  }

  waiting() {
    return [...this.messages.values()];
  }
}

/* Fills a form that has come back with what was being written in it (see drafts.js). */
export const recallDraft = (form) => {
  try {
    const { texts } = JSON.parse(sessionStorage.getItem(PREFIX + form.dataset.draft)) ?? {};
    for (const [name, { text }] of Object.entries(texts ?? {})) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLTextAreaElement && field.value === field.defaultValue) field.value = text;
    }
  } catch { /* unreadable: nothing to recall */ }
};

export const forgetDraft = (form) => {
  if (form.dataset.draft) sessionStorage.removeItem(PREFIX + form.dataset.draft);
};

/* Brings a part of the page up to date without touching what somebody is typing.
 *
 * Elements are matched by data-key, id or order; one that stays is kept, with its focus, its typed
 * text and its open or closed state. What comes from the server is markup that the server escaped.
 */
const identity = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id : "");
const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && identity(a) === identity(b);
const isField = (node) => node.matches("input:not([type=hidden]), textarea, select");

const syncAttributes = (old, fresh) => {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
};

const isTyping = (field) => field === document.activeElement || field.value !== field.defaultValue;

const syncField = (old, fresh) => {
  if (old.nodeName !== "TEXTAREA") return syncAttributes(old, fresh);
  const typing = isTyping(old);
  const typed = old.value;
  syncAttributes(old, fresh);
  if (old.defaultValue !== fresh.defaultValue) old.defaultValue = fresh.defaultValue;
  if (typing) old.value = typed;
};

const morphNode = (old, fresh) => {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.isEqualNode(fresh)) return;
  if (isField(old)) return syncField(old, fresh);
  syncAttributes(old, fresh);
  morphChildren(old, fresh);
};

const morphChildren = (old, fresh) => {
  let current = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    let match = current;
    if (identity(wanted)) {
      while (match && !alike(match, wanted)) match = match.nextSibling;
    } else if (match && !alike(match, wanted)) {
      match = null;
    }
    if (!match) {
      old.insertBefore(wanted, current);
      continue;
    }
    while (current !== match) {
      const gone = current;
      current = current.nextSibling;
      gone.remove();
    }
    current = match.nextSibling;
    morphNode(match, wanted);
  }
  while (current) {
    const gone = current;
    current = current.nextSibling;
    gone.remove();
  }
};

export const morph = (element, html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  morphChildren(element, template.content);
};

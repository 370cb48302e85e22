/* Brings a part of the page up to date without touching what somebody is typing.
 *
 * Elements are matched by data-key, id or order; one that stays is kept, with its focus, its typed
 * text and its open or closed state. What scripts have put there as data-local stays, and what they
 * have taken over as data-mine is left to them.
 */
import { fragmentOf } from "../ui/js/markup.js";

const OURS = ["aria-busy", "aria-invalid"]; // set by scripts, never by a frame
const identity = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id : "");
const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && identity(a) === identity(b);
const isField = (node) => node.matches("input:not([type=hidden]), textarea, select");

const isOurs = (name, node) => OURS.includes(name) || (name === "open" && node.nodeName === "DETAILS");
const isLocal = (node) => node.nodeType === Node.ELEMENT_NODE && "local" in node.dataset;
const skipLocal = (node) => {
  let next = node;
  while (next && isLocal(next)) next = next.nextSibling;
  return next;
};

/* A place that the server lays out for scripts stays the one that they know. */
const isLaidOut = (wanted, old) => isLocal(wanted) && [...old.children].some((one) =>
  isLocal(one) && alike(one, wanted) && Object.keys(wanted.dataset).every((name) => name in one.dataset));

const syncAttributes = (old, fresh) => {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !isOurs(name, old)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
};

/* A list gets its new entries; what somebody chose in it stays chosen as long as it is there. */
const standing = (list) => ([...list.options].find((one) => one.defaultSelected) ?? list.options[0])?.value;
const syncChoices = (old, fresh) => {
  const wanted = old.value === standing(old) ? standing(fresh) : old.value;
  syncAttributes(old, fresh);
  morphChildren(old, fresh);
  const isThere = [...old.options].some(({ value }) => value === wanted);
  old.value = isThere ? wanted : standing(old);
};

const syncField = (old, fresh) => {
  if (old.nodeName === "SELECT") return syncChoices(old, fresh);
  if (old.nodeName !== "TEXTAREA") return syncAttributes(old, fresh);
  const typed = old.value;
  const written = typed !== old.defaultValue;
  syncAttributes(old, fresh);
  if (old.defaultValue !== fresh.defaultValue) old.defaultValue = fresh.defaultValue;
  const wanted = written ? typed : fresh.value;
  if (old.value !== wanted) old.value = wanted;
};

const morphNode = (old, fresh) => {
  if (old.dataset && "mine" in old.dataset) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  if (old.isEqualNode(fresh)) return;
  if (isField(old)) return syncField(old, fresh);
  syncAttributes(old, fresh);
  morphChildren(old, fresh);
};

const clear = (from, until = null) => {
  let current = from;
  while (current !== until) {
    const next = current.nextSibling;
    if (!isLocal(current)) current.remove();
    current = next;
  }
};

const morphChildren = (old, fresh) => {
  let current = skipLocal(old.firstChild);
  for (const wanted of [...fresh.childNodes]) {
    if (isLaidOut(wanted, old)) continue;
    let match = current;
    if (identity(wanted)) {
      while (match && (isLocal(match) || !alike(match, wanted))) match = match.nextSibling;
    } else if (match && !alike(match, wanted)) {
      match = null;
    }
    if (!match) {
      old.insertBefore(wanted, current);
      continue;
    }
    clear(current, match);
    current = skipLocal(match.nextSibling);
    morphNode(match, wanted);
  }
  clear(current);
};

export const morph = (element, html) => morphChildren(element, fragmentOf(html));

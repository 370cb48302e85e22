/* What this tab keeps for its reader: in memory at once, sealed in sessionStorage a moment later.
 *
 * Nothing is written in clear. Where no key can be had it is kept in memory only. Everything goes
 * when the reader signs out in any tab, when somebody else signs in, and after twelve hours.
 */
import { forgetKeys, keyOf } from "./keys.js";

const PREFIX = "collegium-draft:";
const FORGOTTEN = "collegium-forget-keys"; // a sign-out that the next page has to finish
const LIFETIME = 12 * 60 * 60 * 1000;
const reader = document.documentElement.dataset.reader ?? "";
const channel = "BroadcastChannel" in window ? new BroadcastChannel("collegium-reader") : null;
const encoder = new TextEncoder();
const kept = new Map(); // place -> { value, at, sent }
const sealing = new Map(); // place -> the promise that it is sealed
let key = null;
let over = reader === ""; // nobody to keep anything for

const text = (bytes) => btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
const bytes = (from) => Uint8Array.from(atob(from), (character) => character.charCodeAt(0));
const cipher = (place, iv) => ({ name: "AES-GCM", iv, additionalData: encoder.encode(`${reader} ${place}`) });
const written = () => Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
const erase = (place) => sessionStorage.removeItem(PREFIX + place);
const write = (place, record) => {
  try { sessionStorage.setItem(PREFIX + place, JSON.stringify(record)); } catch { /* full or forbidden */ }
};

const seal = async (place, { value, at, sent }) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(cipher(place, iv), key, encoder.encode(JSON.stringify(value)));
  return { reader, at, sent, iv: text(iv), sealed: text(sealed) };
};

const unseal = async (place, record) => {
  if (record.reader !== reader || Date.now() - record.at > LIFETIME) return null;
  const clear = await crypto.subtle.decrypt(cipher(place, bytes(record.iv)), key, bytes(record.sealed));
  return { value: JSON.parse(new TextDecoder().decode(clear)), at: record.at, sent: record.sent };
};

const sealNewest = async (place) => {
  await ready;
  for (let done = null; key && kept.get(place) && kept.get(place) !== done;) {
    done = kept.get(place);
    const record = await seal(place, done);
    if (kept.get(place) === done) write(place, record);
  }
  sealing.delete(place);
};
const sealAway = (place) => { if (!sealing.has(place)) sealing.set(place, sealNewest(place)); };

const forgetHere = () => {
  over = true;
  key = null;
  kept.clear();
  for (const name of written()) sessionStorage.removeItem(name);
};

const takeUp = async (name) => {
  const place = name.slice(PREFIX.length);
  const stored = sessionStorage.getItem(name);
  const entry = await unseal(place, JSON.parse(stored)).catch(() => null);
  if (sessionStorage.getItem(name) !== stored || kept.has(place)) return; // newer than what was read
  if (entry) kept.set(place, entry);
  else erase(place);
};

const start = async () => {
  if (localStorage.getItem(FORGOTTEN)) {
    await forgetKeys();
    localStorage.removeItem(FORGOTTEN);
  }
  if (over) return;
  const { key: found, others } = await keyOf(reader);
  if (over) return;
  key = found;
  if (others) channel?.postMessage({ reader });
  if (!key) return; // sealed words wait for a page that can open them
  await Promise.all(written().map((name) => takeUp(name).catch(() => sessionStorage.removeItem(name))));
};

export const places = () => [...kept.keys()];
export const get = (place) => kept.get(place)?.value;
export const wasSent = (place) => kept.get(place)?.sent === true;
export const set = (place, value, sent = false) => {
  if (over) return;
  kept.set(place, { value, at: Date.now(), sent });
  sealAway(place);
};
export const drop = (place) => {
  kept.delete(place);
  erase(place);
};

/* The page may be gone before an encryption ends; that it was sent has to be known at once. */
export const markSent = (place) => {
  const entry = kept.get(place);
  if (!entry) return;
  kept.set(place, { ...entry, sent: true });
  const record = sessionStorage.getItem(PREFIX + place);
  if (record) write(place, { ...JSON.parse(record), sent: true });
  sealAway(place);
};

export const forgetEverything = () => {
  forgetHere();
  channel?.postMessage({ reader: "" });
  try { localStorage.setItem(FORGOTTEN, "1"); } catch { /* forbidden: then nothing was kept either */ }
  forgetKeys().catch(() => {});
};

channel?.addEventListener("message", ({ data }) => { if (data.reader !== reader) forgetHere(); });

/* Resolves when everything is sealed, which is to be waited for before a script leaves the page. */
export const sealed = () => Promise.allSettled(sealing.values());

/* Resolves when what was kept before this page is at hand. */
export const ready = start().catch(() => {});

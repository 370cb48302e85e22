/* One key per reader, made in this browser and never let out of it: scripts can use it, none can
 * read it. Without WebCrypto (plain http on another host) or IndexedDB there is no key.
 */
const DATABASE = "collegium";
const STORE = "keys";
const PATIENCE = 2000; // some browsers never answer
let database = null;

const promised = (request) => new Promise((resolve, reject) => {
  request.addEventListener("success", () => resolve(request.result));
  request.addEventListener("error", () => reject(request.error));
});

const open = () => {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore(STORE));
  return promised(request);
};

const late = () => new Promise((_, reject) => { setTimeout(reject, PATIENCE); });
const store = async () => {
  database ??= Promise.race([open(), late()]);
  return (await database).transaction(STORE, "readwrite", { durability: "relaxed" }).objectStore(STORE);
};

/* The key of `reader`, null where there can be none; whether somebody else's had to go for it. */
export const keyOf = async (reader) => {
  if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return { key: null, others: false };
  const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  try {
    const keys = await store();
    const others = (await promised(keys.getAllKeys())).filter((name) => name !== reader);
    for (const name of others) keys.delete(name);
    const found = await promised(keys.get(reader));
    if (!found) await promised(keys.put(fresh, reader));
    return { key: found ?? fresh, others: others.length > 0 };
  } catch {
    return { key: null, others: false }; // a browser that keeps nothing
  }
};

export const forgetKeys = async () => {
  if (!globalThis.indexedDB) return;
  const keys = await store();
  keys.clear();
  keys.transaction.commit?.();
};

/* Parts of a page that ask for themselves, and pages that say that they were seen.
 *
 * data-loads="ADDRESS" is filled with what the address answers: every so many seconds with
 * data-every, else once, and goes where there is nothing. An answer can send the page on (X-Go-To).
 * data-seen="ADDRESS" is told to the server once.
 */
import { ask, fill, token } from "./markup.js";

const goOn = (address) => {
  const url = new URL(address, location.href);
  if (url.origin === location.origin) location.assign(url);
};

const load = async (place) => {
  const answer = await ask(place.dataset.loads, { headers: { "X-Part": place.id || "part" } });
  const next = answer.headers.get("X-Go-To");
  if (next) return goOn(next);
  if (!answer.ok || answer.status === 204) return null;
  const html = await answer.text();
  if (html.trim() || "every" in place.dataset) return fill(place, html);
  return place.remove();
};

const keepAsking = async (place) => {
  if (!place.isConnected) return;
  if (!document.hidden) await load(place).catch(() => {}); // the next one may get through
  setTimeout(keepAsking, Number(place.dataset.every) * 1000, place);
};

for (const place of document.querySelectorAll("[data-loads]")) {
  if ("every" in place.dataset) setTimeout(keepAsking, Number(place.dataset.every) * 1000, place);
  else load(place).catch(() => place.remove());
}
for (const { dataset } of document.querySelectorAll("[data-seen]")) {
  ask(dataset.seen, { method: "POST", headers: { "X-CSRFToken": token() } }).catch(() => {});
}

/* The board by hand: carry people by pointer or by keyboard, with what each group says to it.
 * Without this module the same is done on pages of their own.
 */
import { carryByPointer, gripFor } from "../ui/js/carry.js";
import { ask as askServer, fill, fragmentOf, token } from "../ui/js/markup.js";

const board = document.getElementById("board");
const said = board.dataset;
const groups = () => [...document.querySelectorAll("[data-group]")];
const listOf = (group) => group.querySelector("ul");
const announce = (text) => { document.getElementById("board-said").textContent = text; };
const inWords = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");

let carried = null; // { chip, from, home, prices }

/* asking the server */

const ask = async (address, body) => {
  const headers = { "X-Board": "1" };
  if (body) headers["X-CSRFToken"] = token();
  const answer = await askServer(address, { method: body ? "POST" : "GET", headers, body });
  if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error(answer.status);
  return answer.json();
};

const show = (found) => {
  for (const [number, html] of Object.entries(found.columns ?? {})) {
    const old = board.querySelector(`[data-group="${number}"]`);
    if (!old) continue;
    old.replaceWith(fragmentOf(html));
    equip(board.querySelector(`[data-group="${number}"]`));
  }
  const waiting = document.getElementById("waiting-part");
  if (found.waiting !== undefined) { fill(waiting, found.waiting); equip(waiting); }
  if (found.journal !== undefined) fill(document.getElementById("journal-part"), found.journal);
  const outcome = document.getElementById("outcome");
  fill(outcome, found.outcome ?? "");
  outcome.hidden = !found.outcome?.trim();
  announce(outcome.innerText.trim() || found.said || "");
  outcome.querySelectorAll("[data-load]").forEach(load);
  summarise().catch(() => {});
};

const summarise = async () => {
  const place = document.getElementById("summary-part");
  const answer = place && await askServer(location.pathname, { headers: { "X-Board": "1" } });
  if (answer?.ok) fill(place, await answer.text());
};

const load = async (place) => {
  const answer = await askServer(place.dataset.load, { headers: { "X-Board": "1" } });
  if (answer.ok && place.isConnected) {
    fill(place, await answer.text());
    announce(place.innerText.trim());
  }
};

const send = async (address, body) => {
  try {
    show(await ask(address, body));
  } catch {
    announce(said.saidFailed);
    return false;
  }
  return true;
};

/* what each group says while somebody is carried */

const price = (chip) => ask(`prices/${chip.dataset.person}/`).then((found) => {
  if (carried?.chip !== chip) return;
  carried.prices = found.groups ?? {};
  for (const group of groups()) {
    const place = group.querySelector(".column-price");
    const offer = carried.prices[group.dataset.group];
    if (!place || !offer) continue;
    place.replaceChildren(...[offer.cost, ...offer.broken].map((words, at) => {
      const line = document.createElement("p");
      line.textContent = words;
      if (at) line.className = "breach";
      return line;
    }));
    place.classList.toggle("is-broken", offer.broken.length > 0);
    place.hidden = false;
  }
  tellPlace();
}).catch(() => announce(said.saidFailed));

const tellPlace = () => {
  const group = carried?.over;
  if (!group) return;
  const offer = carried.prices?.[group.dataset.group];
  const words = group === carried.from
    ? [inWords(said.saidHome, { name: carried.chip.dataset.name })]
    : [inWords(said.saidOver, { group: group.dataset.name }), offer?.cost, ...(offer?.broken ?? [])];
  announce(words.filter(Boolean).join(" "));
};

/* carrying */

const pickUp = (chip) => {
  const from = chip.closest("[data-group]");
  carried = { chip, from, over: from, home: chip.nextElementSibling, prices: null };
  chip.classList.add("is-dragging");
  board.classList.add("is-carrying");
  announce(inWords(said.saidUp, { name: chip.dataset.name }));
  return price(chip);
};

const over = (group) => {
  if (!carried || group === carried.over) return;
  carried.over?.classList.remove("is-over");
  carried.over = group;
  group?.classList.toggle("is-over", group !== carried.from);
};

const letGo = () => {
  for (const place of document.querySelectorAll(".column-price")) { place.hidden = true; place.replaceChildren(); }
  carried.chip.classList.remove("is-dragging");
  carried.over?.classList.remove("is-over");
  board.classList.remove("is-carrying");
  carried = null;
};

const putBack = () => {
  const { chip, from, home } = carried;
  listOf(from).insertBefore(chip, home);
  letGo();
  announce(inWords(said.saidBack, { name: chip.dataset.name }));
};

const putDown = async () => {
  const { chip, from, over: group, home } = carried;
  if (!group || group === from) { putBack(); return; }
  letGo();
  listOf(group).append(chip);
  const body = new FormData();
  body.set("kind", "move");
  body.set("once", crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g,
    (c) => (+c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> +c / 4).toString(16)));
  body.set("step", `${chip.dataset.person}:${group.dataset.group}`);
  if (!await send(said.change, body)) listOf(from).insertBefore(chip, home);
  document.querySelector(`[data-person="${chip.dataset.person}"] .grip`)?.focus({ preventScroll: false });
};

/* by pointer */

const putDownCarried = carryByPointer({
  place: board,
  pick: (event) => {
    const chip = event.target.closest?.("[data-draft] .person-chip, #waiting-part .person-chip");
    const grip = event.target.closest?.(".grip");
    if (!chip || !board.hasAttribute("data-draft") || carried) return null;
    if (!grip && (event.pointerType !== "mouse" || event.target.closest("a, button, [data-why]"))) return null;
    return chip;
  },
  lifted: pickUp,
  over: (element) => over(element?.closest("[data-group]") ?? carried.from),
  dropped: (kept) => { if (carried) { if (kept) putDown(); else putBack(); } },
});

/* by keyboard */

const beside = (group, key) => {
  const all = groups();
  const at = all.indexOf(group);
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  const rtl = document.dir === "rtl";
  const back = key === "ArrowUp" || key === (rtl ? "ArrowRight" : "ArrowLeft");
  return all[Math.min(all.length - 1, Math.max(0, at + (back ? -1 : 1)))];
};

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.(".grip");
  if (carried && event.key === "Escape") {
    event.preventDefault();
    if (putDownCarried()) return;
    const { chip } = carried;
    putBack();
    chip.querySelector(".grip")?.focus();
  } else if (carried && grip && /^(Arrow|Home$|End$)/.test(event.key)) {
    event.preventDefault();
    const group = beside(carried.over, event.key);
    over(group);
    if (group === carried.from) listOf(group).insertBefore(carried.chip, carried.home);
    else listOf(group).append(carried.chip);
    grip.focus({ preventScroll: true });
    group.scrollIntoView({ block: "nearest" });
    tellPlace();
  } else if (carried && event.key === "Tab") {
    putBack();
  } else if (grip && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    if (carried) putDown(); else pickUp(grip.closest(".person-chip"));
  }
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-close]")) document.getElementById("outcome").hidden = true;
});

/* forms, reasons, repairs */

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-board]")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  send(form.getAttribute("action"), body).then((done) => {
    form.removeAttribute("aria-busy");
    if (!done) form.submit();
  });
});
document.addEventListener("toggle", (event) => {
  const place = event.target.querySelector?.("[data-why]");
  if (!event.target.open || !place || place.dataset.asked) return;
  place.dataset.asked = "1";
  askServer(place.dataset.why, { headers: { "X-Board": "1" } })
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((html) => { if (html) fill(place, html); });
}, { capture: true });
board.addEventListener("click", (event) => {
  const link = event.target.closest("[data-repair]");
  if (!link) return;
  event.preventDefault();
  const place = link.parentElement.appendChild(document.createElement("div"));
  place.dataset.load = link.href;
  link.remove();
  load(place);
});

/* finding */

const search = document.getElementById("board-search");
const find = () => {
  const words = search.value.trim().toLocaleLowerCase();
  let count = 0;
  for (const group of board.querySelectorAll("[data-group]")) {
    const named = words !== "" && group.dataset.name.toLocaleLowerCase() === words;
    let any = named;
    for (const chip of group.querySelectorAll(".person-chip")) {
      const hit = words !== "" && chip.dataset.name.toLocaleLowerCase().includes(words);
      chip.classList.toggle("is-found", hit);
      if (hit) { any = true; count += 1; }
    }
    group.hidden = words !== "" && !any && !group.dataset.name.toLocaleLowerCase().includes(words);
  }
  document.getElementById("board-found").textContent = words ? inWords(said.saidFound, { count }) : "";
};
search.addEventListener("input", find);
search.closest("[hidden]").hidden = false;

/* handles, for those who may move people */

const equip = (part) => {
  if (!board.hasAttribute("data-draft")) return;
  for (const chip of part.querySelectorAll(".person-chip")) {
    chip.prepend(gripFor(inWords(said.saidGrip, { name: chip.dataset.name })));
  }
};
equip(document.getElementById("waiting-part"));
equip(board);
const hint = board.querySelector(".board-hint");
if (hint) hint.hidden = false;

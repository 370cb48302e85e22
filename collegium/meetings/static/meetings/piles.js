/* Cards onto cards, by pointer or by keyboard. A form does the same without this module. */
import { carryByPointer, gripFor } from "../ui/js/carry.js";

const SETTLED = 3000; // milliseconds in which a card gets to its new place
const cards = (piles) => [...piles.querySelectorAll("[data-card]")];
const wordsOf = (card) => card.querySelector(".quote, dl, p")?.textContent.trim() ?? "";
let carried = null; // { card, id, piles, over }
let returning = { id: "", until: 0 }; // the card whose handle gets the focus back in its new place

export class Piles {
  #root;
  #act;
  #announce;
  #cancel;

  constructor(root, act, announce) {
    this.#root = root;
    this.#act = act;
    this.#announce = announce;
    this.#cancel = carryByPointer({
      place: root,
      pick: (event) => this.#pick(event),
      lifted: (card) => this.#pickUp(card),
      over: (element) => this.#over(element?.closest("[data-card]") ?? element?.closest("[data-piles]")),
      dropped: (kept) => this.#putDown(kept),
    });
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("focusout", ({ target }) => { if (target.matches?.("[data-grip]")) this.#leave(target); });
  }

  /* Gives cards that have just come their handles. */
  equip() {
    if (!this.#root.dataset.saidGrip) return; // a wall is looked at
    for (const card of this.#root.querySelectorAll("[data-piles] [data-card]")) {
      if (!card.querySelector(":scope > [data-grip]")) card.prepend(this.#grip(card));
    }
    if (carried && !carried.card.isConnected) this.#letGo();
    if (Date.now() > returning.until || document.activeElement !== document.body) return;
    this.#root.querySelector(`[data-card="${CSS.escape(returning.id)}"] > [data-grip]`)?.focus();
  }

  #grip(card) {
    const grip = gripFor(`${this.#root.dataset.saidGrip} ${wordsOf(card)}`);
    grip.dataset.local = grip.dataset.grip = "";
    return grip;
  }

  #pick(event) {
    const card = event.target.closest?.("[data-piles] [data-card]");
    const isHandle = event.target.closest?.("[data-grip]");
    if (!card || carried || (!isHandle && (event.pointerType !== "mouse" || event.target.closest("a, button, summary")))) return null;
    return card;
  }

  #pickUp(card) {
    carried = { card, id: card.dataset.card, piles: card.closest("[data-piles]"), over: card };
    card.classList.add("is-dragging");
    this.#root.classList.add("is-carrying");
    this.#announce(this.#root.dataset.saidUp);
  }

  /* Over a card, or over the piles' own ground: then the card will lie by itself. */
  #over(place) {
    if (!carried || place === carried.over) return;
    carried.over?.classList.remove("is-over");
    const isPlace = place && carried.piles.contains(place);
    carried.over = isPlace ? place : carried.card;
    if (carried.over === carried.card) return;
    carried.over.classList.add("is-over");
    const { saidOver, saidAlone } = this.#root.dataset;
    this.#announce("card" in carried.over.dataset ? `${saidOver} ${wordsOf(carried.over)}` : saidAlone);
  }

  #letGo() {
    carried.card.classList.remove("is-dragging");
    carried.over?.classList.remove("is-over");
    this.#root.classList.remove("is-carrying");
    carried = null;
  }

  #putDown(kept) {
    if (!carried) return;
    const { card, id, over } = carried;
    this.#letGo();
    const pile = cards(card.parentElement);
    const stays = over === card || ("card" in over.dataset ? pile.includes(over) : pile.length === 1);
    if (!kept || stays) {
      this.#announce(this.#root.dataset.saidBack);
      return;
    }
    returning = { id, until: Date.now() + SETTLED };
    this.#act("group", { contribution: id, onto: over.dataset.card ?? "" });
  }

  #key(event) {
    const grip = event.target.closest?.("[data-grip]");
    if (carried && event.key === "Escape") {
      event.preventDefault();
      if (!this.#cancel()) this.#putDown(false);
    } else if (grip && carried && /^(Arrow|Home$|End$)/.test(event.key)) {
      event.preventDefault();
      this.#over(this.#beside(event.key));
      carried.over.scrollIntoView({ block: "nearest" });
    } else if (grip && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      if (carried) this.#putDown(true);
      else this.#pickUp(grip.closest("[data-card]"));
    }
  }

  /* The places in order: every card, and at the end the ground on which a card lies by itself. */
  #beside(key) {
    const places = [...cards(carried.piles), carried.piles];
    if (key === "Home") return places[0];
    if (key === "End") return places.at(-1);
    const back = key === "ArrowUp" || key === (document.dir === "rtl" ? "ArrowRight" : "ArrowLeft");
    const at = places.indexOf(carried.over) + (back ? -1 : 1);
    return places[Math.min(places.length - 1, Math.max(0, at))];
  }

  #leave(grip) {
    if (carried?.card === grip.closest("[data-card]") && !document.querySelector(".ghost")) this.#putDown(false);
  }
}

/* Two versions of one text: both are shown, the reader chooses. Words come from the page. */
const known = new WeakMap(); // field -> its notice

/* Opens what a field is folded away in. */
export const unfold = (field) => {
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
};

export const endClash = (field) => {
  known.get(field)?.remove();
  known.delete(field);
};

export const showClash = (field, theirs, choose) => {
  const pattern = document.getElementById("clash");
  if (!pattern) return;
  endClash(field);
  const notice = pattern.content.firstElementChild.cloneNode(true);
  notice.querySelector("[data-theirs]").textContent = theirs;
  const decide = (text) => {
    endClash(field);
    choose(text);
    field.focus();
  };
  notice.querySelector("[data-take]").addEventListener("click", () => decide(theirs));
  notice.querySelector("[data-keep]").addEventListener("click", () => decide(field.value));
  known.set(field, notice);
  unfold(field);
  (field.closest(".field") ?? field).after(notice);
};

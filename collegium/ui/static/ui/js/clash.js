/* Two versions of one text: both are shown, the reader chooses. Words come from the page. */
const known = new WeakMap(); // field -> its notice

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
  (field.closest(".field") ?? field).after(notice);
};

/* Light, dark or as the device says. Loaded before the styles so that nothing flashes. */
(() => {
  "use strict";
  const KEY = "collegium-theme";
  const root = document.documentElement;
  const stored = () => {
    try { return localStorage.getItem(KEY) ?? ""; } catch { return ""; }
  };
  const apply = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply(stored());

  document.addEventListener("DOMContentLoaded", () => {
    for (const chooser of document.querySelectorAll("[data-theme-choice]")) {
      chooser.hidden = false;
      for (const radio of chooser.querySelectorAll("input")) radio.checked = radio.value === stored();
      chooser.addEventListener("change", ({ target }) => {
        try { localStorage.setItem(KEY, target.value); } catch { /* private window: this page only */ }
        apply(target.value);
      });
    }
  });
})();

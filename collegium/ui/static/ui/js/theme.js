/* Light, dark or as the device says. Loaded before the styles so that nothing flashes.
 * A cookie, since all else that is kept here goes at sign-out.
 */
(() => {
  "use strict";
  const secure = location.protocol === "https:";
  const KEY = secure ? "__Host-theme" : "theme";
  const YEAR = 31_536_000; // seconds
  const root = document.documentElement;
  const stored = () => document.cookie.split("; ").find((one) => one.startsWith(`${KEY}=`))?.slice(KEY.length + 1) ?? "";
  const keep = (theme) => {
    document.cookie = `${KEY}=${theme}; path=/; max-age=${theme ? YEAR : 0}; samesite=lax${secure ? "; secure" : ""}`;
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
        keep(target.value);
        apply(target.value);
      });
    }
  });
})();

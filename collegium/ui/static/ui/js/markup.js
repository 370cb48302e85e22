/* The one place where words from the server become a part of the page.
 *
 * The browser refuses every other one (Trusted Types). Parts come from our templates, which escape
 * and hold no code; what does hold any is not theirs, and is refused whole. An address is only ever
 * asked of our own server, and a page in place of a part (a sign-in, say) is refused, too.
 */
const policy = globalThis.trustedTypes?.createPolicy("collegium", { createHTML: (html) => html });
const NEVER = "base, embed, frame, iframe, link, meta, object, script, style, template, [srcdoc], [style]";
const ADDRESSES = /^(xlink:)?(action|background|cite|data|formaction|href|ping|poster|src|srcset|to|values)$/;
const CODE = /^(data|javascript|vbscript):/i;
const PASSED_OVER = /[\0-\x20]/g; // by browsers, within an address

const isCode = ({ name, value }) => name.startsWith("on")
  || (ADDRESSES.test(name) && CODE.test(value.replace(PASSED_OVER, "")));

/* Returns a fragment. Throws where something in it could run. */
export const fragmentOf = (html) => {
  const template = document.createElement("template");
  template.innerHTML = policy ? policy.createHTML(html) : html;
  const all = [...template.content.querySelectorAll("*")];
  if (all.some((node) => node.matches(NEVER) || [...node.attributes].some(isCode))) {
    throw new TypeError("a part of the page holds code");
  }
  return template.content;
};

export const fill = (place, html) => place.replaceChildren(fragmentOf(html));

/* Asks our own server; a redirect, which means that it wants to be asked for a page, is an error. */
export const ask = async (address, options = {}) => {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw new TypeError("not our own server");
  return fetch(url, { ...options, redirect: "error" });
};

export const token = () => document.body.dataset.token;

/* Passkeys: a form with data-passkey ("make", "use" or "sign-in") asks the browser and is sent. */

const Key = window.PublicKeyCredential;
const able = Boolean(Key?.parseRequestOptionsFromJSON && Key.prototype.toJSON);

const optionsOf = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options;
};

const ask = async (form) => {
  const { publicKey } = await optionsOf(form);
  return form.dataset.passkey === "make"
    ? navigator.credentials.create({ publicKey: Key.parseCreationOptionsFromJSON(publicKey) })
    : navigator.credentials.get({ publicKey: Key.parseRequestOptionsFromJSON(publicKey) });
};

const say = (form, shown) => {
  form.querySelector("[data-failed]").hidden = !shown;
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.querySelector("[data-unable]")?.toggleAttribute("hidden", able);
  form.querySelector("[data-able]").hidden = !able;
  let waiting = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // a click that the browser refuses may come again
    if (waiting) return;
    waiting = true;
    say(form, false);
    try {
      const credential = await ask(form);
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.requestSubmit();
    } catch {
      say(form, true);
    } finally {
      waiting = false;
    }
  }, { capture: true });
}

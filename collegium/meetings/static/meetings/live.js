/* The live session: forms become messages, what comes back is put in place. Without this module,
 * or before the first connection, the same forms post to the same address.
 */
import { runClocks, serverSaid } from "./clock.js";
import { morph } from "./morph.js";
import { forgetDraft, Outbox, recallDraft } from "./outbox.js";

const root = document.getElementById("live");
const said = root.dataset;
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const outbox = new Outbox(said.session);
const forms = new Map(); // key of a message -> the form that it came from
const SLOWEST_RETRY = 8000;
const PING_EVERY = 20_000;
const GIVEN_UP = 4403;

let socket = null;
let everOpen = false;
let retry = 250;
let sequence = Number(said.sequence);
let tick = () => {};

const tell = (selector, text) => {
  const place = root.querySelector(selector);
  if (!place) return;
  place.textContent = text;
  place.hidden = text === "";
};
const announce = (text) => tell("[data-announcer]", text);
const open = () => socket?.readyState === WebSocket.OPEN;
const send = (message) => { if (open()) socket.send(JSON.stringify(message)); };
const ping = () => send({ ping: Date.now() });

const showStep = (before) => {
  const stage = root.querySelector("[data-step]");
  if (stage && stage.dataset.step !== before) announce(`${said.saidStep} ${stage.dataset.title}`);
};

const drafted = () => [...root.querySelectorAll("form[data-draft]")];
const unsent = () => drafted().flatMap((form) => [...form.querySelectorAll("textarea")]
  .filter((field) => field.value.trim() && field.value !== field.defaultValue && !form.hasAttribute("aria-busy"))
  .map((field) => ({ draft: form.dataset.draft, text: field.value })));

/* A step that ends takes its forms along, never the words in them. */
const keepLeftover = (writing) => {
  const there = new Map(drafted().map((form) => [form.dataset.draft, form]));
  for (const form of there.values()) recallDraft(form);
  const lost = writing.filter(({ draft }) => !there.has(draft)).map(({ text }) => text);
  if (lost.length === 0) return;
  root.querySelector("[data-leftover-text]").textContent = lost.join("\n\n");
  root.querySelector("[data-leftover]").hidden = false;
};

const show = (frame) => {
  if (frame.phase !== said.phase) return location.reload();
  if (frame.sequence < sequence) return;
  sequence = frame.sequence;
  const before = root.querySelector("[data-step]")?.dataset.step;
  const writing = unsent();
  for (const [name, html] of Object.entries(frame.parts)) if (part(name)) morph(part(name), html);
  keepLeftover(writing);
  showStep(before);
  tick();
};

const settle = (key) => {
  outbox.done(key);
  const form = forms.get(key);
  forms.delete(key);
  form?.removeAttribute("aria-busy");
  return form;
};

const accepted = (key) => {
  const form = settle(key);
  tell("[data-refusal]", "");
  if (!form) return;
  forgetDraft(form);
  if ("many" in form.dataset) {
    form.reset();
    form.querySelector("textarea")?.focus();
  } else {
    for (const field of form.querySelectorAll("textarea")) field.defaultValue = field.value;
  }
};

const refused = ({ refused: key, reason, field }) => {
  const form = settle(key);
  tell("[data-refusal]", reason);
  const culprit = form?.elements.namedItem(field);
  if (culprit instanceof HTMLElement) {
    culprit.setAttribute("aria-invalid", "true");
    culprit.focus();
  }
};

const hear = (message) => {
  if ("pong" in message) serverSaid(message.pong, message.now);
  else if ("ack" in message) accepted(message.ack);
  else if ("refused" in message) refused(message);
  else show(message);
};

const connect = () => {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/live/${said.session}/`);
  socket.addEventListener("open", () => {
    retry = 250;
    sequence = 0;
    if (everOpen) announce(said.saidConnected);
    everOpen = true;
    tell("[data-connection]", "");
    ping();
    outbox.waiting().forEach(send);
  });
  socket.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
  socket.addEventListener("close", ({ code }) => {
    if (code === GIVEN_UP) return location.reload();
    if (everOpen) tell("[data-connection]", said.saidLost ?? "");
    setTimeout(connect, retry * (0.5 + Math.random()));
    retry = Math.min(retry * 2, SLOWEST_RETRY);
  });
};

root.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-event]");
  if (!form || !everOpen) return; // the form posts itself
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  const { kind, key: _key, csrfmiddlewaretoken: _token, ...data } = Object.fromEntries(new FormData(form));
  const message = outbox.add(kind, data);
  forms.set(message.key, form);
  form.setAttribute("aria-busy", "true");
  send(message);
});
root.querySelector("[data-leftover-done]")?.addEventListener("click", () => {
  root.querySelector("[data-leftover]").hidden = true;
});
root.addEventListener("input", ({ target }) => target.removeAttribute?.("aria-invalid"));

tick = runClocks(root, [300, 60], (mark) => announce(mark === 300 ? said.saidFive : said.saidOne));
setInterval(ping, PING_EVERY);
root.querySelector("[data-without-scripts]")?.remove();
connect();

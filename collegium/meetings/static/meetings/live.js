/* The live session: forms become messages, what comes back is put in place. Without this module,
 * or before the first connection, the same forms post to the same address.
 */
import { draftsReady, restoreDraft } from "../ui/js/drafts.js";
import { sealed } from "../ui/js/keep.js";
import { watchAdvice } from "./advice.js";
import { runClocks } from "./clock.js";
import { showLeftover } from "./leftover.js";
import { Line } from "./line.js";
import { morph } from "./morph.js";
import { Outbox } from "./outbox.js";
import { Piles } from "./piles.js";
import { equipRehearsals } from "./rehearsal.js";
import { forgetRefusal, noticeChanges, Sending } from "./sending.js";
import { follow, stepOf } from "./step.js";
import "./suggestions.js";
import { forgetTold, told } from "./told.js";

const root = document.getElementById("live");
const said = root.dataset;
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const PAGE_WITHIN = 1500;

let sequence = Number(said.sequence);
let flushed = true;
let patience = 0;
let tick = () => {};

const tell = (selector, text) => {
  const place = root.querySelector(selector);
  if (!place) return;
  place.textContent = text;
  place.hidden = text === "";
};
const announce = (text) => tell("[data-announcer]", text);
const hosts = () => root.querySelector('[data-key="host"]') !== null;
const reload = async () => {
  await sealed();
  location.reload();
};

const show = (frame) => {
  if (frame.phase !== said.phase) return reload();
  const news = told(frame.parts);
  if (frame.sequence < sequence) return flush();
  sequence = frame.sequence;
  const before = stepOf(root);
  const hosted = hosts();
  noticeChanges(root, outbox, () => {
    for (const [name, html] of news) if (part(name)) morph(part(name), html);
  });
  root.querySelectorAll("form[data-draft]").forEach(restoreDraft);
  showLeftover(said.session);
  equip();
  const words = follow(root, before);
  if (words) announce(words);
  if (hosts() !== hosted) tell("[data-hosting]", hosts() ? said.saidHost : "");
  tick();
  flush();
};

const equip = () => {
  equipRehearsals(root);
  piles.equip();
};

/* What waits is sent when the page shows how things stand, so that nobody is overwritten unseen. */
const flush = () => {
  if (flushed) return;
  flushed = true;
  clearTimeout(patience);
  sending.flush();
};

const heard = (message) => {
  if ("ack" in message) {
    tell("[data-refusal]", "");
    sending.accepted(message.ack);
  } else if ("refused" in message) {
    tell("[data-refusal]", message.reason);
    sending.refused(message.refused, message.field, message.reason);
  } else if ("parts" in message) show(message);
};

const opened = (again) => {
  sequence = 0;
  forgetTold();
  flushed = false;
  root.toggleAttribute("data-connected", true);
  if (again) announce(said.saidConnected);
  tell("[data-connection]", "");
  clearTimeout(patience);
  patience = setTimeout(flush, PAGE_WITHIN);
};
const lost = () => {
  root.removeAttribute("data-connected");
  tell("[data-connection]", said.saidLost ?? "");
  sending.park();
};

const outbox = new Outbox(said.session);
const line = new Line(said.session, { opened, heard, lost, dismissed: reload }, { sharedOnly: !part("desk") });
const sending = new Sending(root, said.session, outbox, line);
const piles = new Piles(root, (kind, data) => sending.act(kind, data), announce);

root.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-event]");
  if (!form || !line.everOpen) return; // the form posts itself
  event.preventDefault();
  if (form.getAttribute("aria-busy") !== "true") sending.submit(form, event.submitter);
});
root.addEventListener("input", ({ target }) => forgetRefusal(target));

tick = runClocks(root, [300, 60], (mark) => announce(mark === 300 ? said.saidFive : said.saidOne));
root.querySelector("[data-without-scripts]")?.remove();
watchAdvice(root);
equip();
await draftsReady;
outbox.takeUp();
showLeftover(said.session);
sending.showWaiting();
line.connect();

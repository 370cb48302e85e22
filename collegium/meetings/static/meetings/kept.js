/* A session that is over: what somebody was still writing in it is offered to them. */
import { draftsReady } from "../ui/js/drafts.js";
import { keepRefused, showLeftover } from "./leftover.js";
import { Outbox } from "./outbox.js";

const { session } = document.querySelector("[data-leftover]").dataset;

await draftsReady;
const outbox = new Outbox(session);
outbox.takeUp();
for (const { key, texts } of outbox.waiting()) {
  keepRefused(session, key, texts);
  outbox.done(key);
}
showLeftover(session);

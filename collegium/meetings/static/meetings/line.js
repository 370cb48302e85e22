/* The line to the session: opened again by itself, given up as soon as nothing comes back. */
import { serverSaid } from "./clock.js";

const SOONEST_RETRY = 250;
const SLOWEST_RETRY = 3000; // a server that is back is found at once by all who sit there
const PING_EVERY = 20_000;
const ANSWER_WITHIN = 7000;
const GIVEN_UP = 4403;
const TOO_MANY = 4429; // lines of one person: other tabs have to close first
const TRY_AGAIN = 30_000;

export class Line {
  everOpen = false;
  #address;
  #on;
  #socket = null;
  #retry = SOONEST_RETRY;
  #again = 0;
  #doubt = 0;

  /* `on` holds opened(), heard(message), lost() and dismissed(). A page that is looked at by all
   * asks for nothing of its own member's. */
  constructor(session, on, { sharedOnly = false } = {}) {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.#address = `${scheme}://${location.host}/live/${session}/${sharedOnly ? "?shared" : ""}`;
    this.#on = on;
    setInterval(() => this.ping(), PING_EVERY);
    window.addEventListener("online", () => this.#hurry());
    window.addEventListener("offline", () => this.#give(this.#socket));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.ping(); });
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  connect() {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.addEventListener("open", () => this.#opened());
    socket.addEventListener("message", ({ data }) => { if (socket === this.#socket) this.#heard(JSON.parse(data)); });
    socket.addEventListener("close", ({ code }) => {
      if (code === TOO_MANY) this.#retry = TRY_AGAIN;
      if (code === GIVEN_UP && socket === this.#socket) this.#on.dismissed();
      else this.#give(socket);
    });
    this.#expect();
  }

  /* Returns whether there was a line to send it by, which does not say that it arrived. */
  send(message) {
    if (!this.isOpen) return false;
    this.#socket.send(JSON.stringify(message));
    this.#expect();
    return true;
  }

  ping() {
    this.send({ ping: Date.now() });
  }

  #opened() {
    const again = this.everOpen;
    this.everOpen = true;
    this.#retry = SOONEST_RETRY;
    this.#on.opened(again);
    this.ping();
  }

  #heard(message) {
    clearTimeout(this.#doubt);
    this.#doubt = 0;
    if ("pong" in message) serverSaid(message.pong, message.now);
    else this.#on.heard(message);
  }

  /* A line can be dead for minutes before the browser says so. */
  #expect() {
    this.#doubt ||= setTimeout(() => this.#give(this.#socket), ANSWER_WITHIN);
  }

  #give(socket) {
    if (!socket || socket !== this.#socket) return;
    clearTimeout(this.#doubt);
    this.#doubt = 0;
    this.#socket = null;
    socket.close();
    if (this.everOpen) this.#on.lost();
    this.#again = setTimeout(() => this.connect(), this.#retry * (0.5 + Math.random() / 2));
    this.#retry = Math.min(this.#retry * 2, SLOWEST_RETRY);
  }

  #hurry() {
    if (this.#socket) return;
    clearTimeout(this.#again);
    this.connect();
  }
}

/* While somebody else writes on a device, the line of its own member stays open: else both would
 * seem to be away after a minute. Nothing that comes over it is shown.
 */
import { Line } from "./line.js";

const { session } = document.querySelector("[data-lent]").dataset;
const nothing = () => {};
const deaf = { opened: nothing, heard: nothing, lost: nothing, dismissed: nothing };
new Line(session, deaf, { sharedOnly: true }).connect();

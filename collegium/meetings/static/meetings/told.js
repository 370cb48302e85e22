/* The parts of the page as this connection was told them; of one that changed, the server sends
 * `[head, tail, middle]`: how much to keep of both ends of what it told before.
 */
const texts = new Map();

export const told = (parts) => Object.entries(parts).map(([name, news]) => {
  const old = texts.get(name) ?? "";
  const spliced = ([head, tail, middle]) => old.slice(0, head) + middle + old.slice(old.length - tail);
  const text = typeof news === "string" ? news : spliced(news);
  texts.set(name, text);
  return [name, text];
});

export const forgetTold = () => texts.clear();

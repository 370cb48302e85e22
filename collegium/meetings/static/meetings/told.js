/* The parts of the page as this connection was told them; of one that changed, the server sends the
 * steps from what it told before: keep so much, skip so much (below zero), put this in.
 */
const texts = new Map();

const follow = (old, steps) => {
  let at = 0;
  let text = "";
  for (const step of steps) {
    if (typeof step === "string") text += step;
    else {
      if (step > 0) text += old.slice(at, at + step);
      at += Math.abs(step);
    }
  }
  return text;
};

export const told = (parts) => Object.entries(parts).map(([name, news]) => {
  const text = typeof news === "string" ? news : follow(texts.get(name) ?? "", news);
  texts.set(name, text);
  return [name, text];
});

export const forgetTold = () => texts.clear();

/**
 * How well a text answers what was typed: higher is better, null where it does not. Every word must be found; a word at the beginning counts more than one
 * at the beginning of a part (`cart` in `shop-cart`), that more than one inside, and that more than letters that only follow each other (`ovw` in `Overview`).
 */
export function fuzzyScore(text: string, typed: string): number | null {
  const lower = text.toLowerCase();
  let score = 0;
  for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = wordScore(lower, word);
    if (found === null) return null;
    score += found;
  }
  return score - lower.length / 1000;
}

function wordScore(text: string, word: string): number | null {
  const at = text.indexOf(word);
  if (at === 0) return text.length === word.length ? 100 : 80;
  if (at > 0) return /[\s\-_./:·]/.test(text[at - 1] ?? '') ? 60 : 40;
  let from = 0;
  let gaps = 0;
  for (const letter of word) {
    const next = text.indexOf(letter, from);
    if (next < 0) return null;
    gaps += next - from;
    from = next + 1;
  }
  // Letters that are far apart are there by chance.
  return gaps > word.length * 3 ? null : 20 - gaps;
}

/* eslint-disable no-control-regex -- control characters are what is looked for */
export interface Segment {
  text: string;
  /** Class names of its colour and weight; empty for plain text. */
  look: string;
}

const colours = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

// Colours and the like (CSI … m), every other control sequence (CSI, OSC and its like up to their end, two-letter ones), and control characters but for the tab.
const escapes =
  /\u001b\[([\d;:]*)m|\u001b\[[0-?]*[ -/]*[@-~]?|\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[ -/]*[0-~]?|[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;
const special = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/;

/** The text without colours and control characters. */
export const plainText = (text: string): string => (special.test(text) ? text.replace(escapes, '') : text);

/** The text in parts of one look each. Nothing of an escape sequence remains. */
export function segmentsOf(text: string): Segment[] {
  if (!special.test(text)) return [{ text, look: '' }];
  const segments: Segment[] = [];
  const look = { colour: '', bold: false, dim: false, italic: false, underline: false };
  let from = 0;
  const take = (to: number) => {
    if (to > from) segments.push({ text: text.slice(from, to), look: classes(look) });
  };
  for (const match of text.matchAll(escapes)) {
    take(match.index);
    from = match.index + match[0].length;
    if (match[1] !== undefined) apply(look, match[1]);
  }
  take(text.length);
  return segments;
}

interface Look {
  colour: string;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
}

function apply(look: Look, codes: string): void {
  const numbers = codes.split(/[;:]/).map(Number);
  for (let at = 0; at < numbers.length; at++) {
    const code = numbers[at] ?? 0;
    if (code === 0) Object.assign(look, { colour: '', bold: false, dim: false, italic: false, underline: false });
    else if (code === 1) look.bold = true;
    else if (code === 2) look.dim = true;
    else if (code === 3) look.italic = true;
    else if (code === 4) look.underline = true;
    else if (code === 22) look.bold = look.dim = false;
    else if (code === 23) look.italic = false;
    else if (code === 24) look.underline = false;
    else if (code >= 30 && code <= 37) look.colour = colours[code - 30] ?? '';
    else if (code >= 90 && code <= 97) look.colour = colours[code - 90] ?? '';
    else if (code === 39) look.colour = '';
    else if (code === 38 || code === 48) {
      // 38;5;N is one of 256, 38;2;R;G;B any colour: of these only the first sixteen have names here.
      const isIndexed = numbers[at + 1] === 5;
      const index = numbers[at + 2] ?? 16;
      if (code === 38) look.colour = isIndexed && index < 16 ? (colours[index % 8] ?? '') : '';
      at += isIndexed ? 2 : 4;
    }
  }
}

function classes(look: Look): string {
  const names: string[] = [];
  if (look.colour && look.colour !== 'black' && look.colour !== 'white') names.push(`kp-ansi--${look.colour}`);
  if (look.bold) names.push('kp-ansi--bold');
  if (look.dim) names.push('kp-ansi--dim');
  if (look.italic) names.push('kp-ansi--italic');
  if (look.underline) names.push('kp-ansi--underline');
  return names.join(' ');
}

/** What people give a cluster, as they type it. */
export interface ClusterFields {
  aliasName: string;
  /** Empty: as it was recognised. */
  distribution: string;
  /** `key=value` pairs, separated by commas or spaces. */
  labels: string;
  /** `key=value`, one on each line. */
  annotations: string;
  describe: string;
  region: string;
  zone: string;
  proxyUrl: string;
}

export const emptyFields: ClusterFields = {
  aliasName: '',
  distribution: '',
  labels: '',
  annotations: '',
  describe: '',
  region: '',
  zone: '',
  proxyUrl: '',
};

export type FieldReason = 'alias' | 'labels' | 'annotations' | 'place' | 'describe' | 'proxy';
export type FieldErrors<Field extends string> = Partial<Record<Field, string>>;

const longest = { alias: 60, place: 63, describe: 1024 };
const labelPattern = /^([a-z0-9.-]+\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const proxyPattern = /^(https?|socks5):\/\/[^\s/?#]+\/?$/;

const isLonger = (text: string, most: number) => [...text].length > most;

/** What is wrong with what has been typed so far; an untouched field is not wrong yet. */
export function checkFields(fields: ClusterFields): { field: keyof ClusterFields; reason: FieldReason }[] {
  const wrong: [boolean, keyof ClusterFields, FieldReason][] = [
    [isLonger(fields.aliasName, longest.alias), 'aliasName', 'alias'],
    [readLabels(fields.labels) === null, 'labels', 'labels'],
    [readAnnotations(fields.annotations) === null, 'annotations', 'annotations'],
    [isLonger(fields.region, longest.place), 'region', 'place'],
    [isLonger(fields.zone, longest.place), 'zone', 'place'],
    [isLonger(fields.describe, longest.describe), 'describe', 'describe'],
    [fields.proxyUrl.trim() !== '' && !proxyPattern.test(fields.proxyUrl.trim()), 'proxyUrl', 'proxy'],
  ];
  return wrong.filter(([isWrong]) => isWrong).map(([, field, reason]) => ({ field, reason }));
}

/** Reads `a=b, c=d`; null where an entry is no label. */
export function readLabels(text: string): Record<string, string> | null {
  const labels: Record<string, string> = {};
  for (const entry of text.split(/[,\s]+/).filter(Boolean)) {
    const [key = '', value = '', ...rest] = entry.split('=');
    if (rest.length > 0 || !entry.includes('=') || !labelPattern.test(key)) return null;
    if (value !== '' && !/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(value)) return null;
    labels[key] = value;
  }
  return labels;
}

/** Reads a `key=value` on each line; null where a line is none. What follows the first `=` is the value as it stands. */
export function readAnnotations(text: string): Record<string, string> | null {
  const annotations: Record<string, string> = {};
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const at = line.indexOf('=');
    const key = line.slice(0, at).trim();
    if (at < 0 || !labelPattern.test(key)) return null;
    annotations[key] = line.slice(at + 1).trim();
  }
  return annotations;
}

/** Writes pairs as `readLabels` and `readAnnotations` read them. */
export const writePairs = (pairs: Record<string, string> | undefined, separator: string): string =>
  Object.entries(pairs ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(separator);

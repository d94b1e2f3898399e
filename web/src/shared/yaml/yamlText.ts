import { parse, parseAllDocuments, stringify } from 'yaml';
import type { Json } from './json';

/** The order in which people write the top of a manifest. */
const topOrder = ['apiVersion', 'kind', 'metadata', 'spec', 'data', 'status'];

/** What the editor shows of an object: without the bookkeeping that nobody edits by hand. */
export function toEditableYaml(data: string): string {
  const object = parse(data) as Record<string, Json>;
  const metadata = object.metadata as Record<string, Json> | undefined;
  delete metadata?.managedFields;
  const keys = [
    ...topOrder.filter((key) => key in object),
    ...Object.keys(object).filter((key) => !topOrder.includes(key)),
  ];
  return writeYaml(Object.fromEntries(keys.map((key) => [key, object[key] ?? null])));
}

// NOTE: Kubernetes reads `no` and `on` as truth values (YAML 1.1): such text must be quoted, or saving would change it.
export const writeYaml = (value: Json): string =>
  stringify(value, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' });

export interface YamlProblem {
  message: string;
  line: number;
}

/** `text` is the document as it was written: the server reads that, by the rules of Kubernetes. */
export type Parsed =
  { value: Json; text: string; problem?: undefined } | { value?: undefined; text?: undefined; problem: YamlProblem };

/** Reads one document. */
export function readYaml(text: string): Parsed {
  const [first, ...rest] = readDocuments(text);
  if (!first) return { problem: { message: 'empty', line: 1 } };
  if (rest.length > 0) return { problem: { message: 'several', line: 1 } };
  return first;
}

/** Reads a text of one or more documents; empty ones are dropped. */
export function readDocuments(text: string): Parsed[] {
  return parseAllDocuments(text, { uniqueKeys: true, version: '1.2' }).flatMap((document): Parsed[] => {
    const [error] = document.errors;
    if (error)
      return [
        { problem: { message: error.message.split('\n')[0] ?? error.message, line: error.linePos?.[0].line ?? 1 } },
      ];
    const value = document.toJS({ maxAliasCount: 100 }) as Json;
    if (value === null) return [];
    const [start, , end] = document.range;
    return [{ value, text: text.slice(start, end) }];
  });
}

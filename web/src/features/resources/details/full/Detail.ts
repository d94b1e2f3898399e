import type { TFunction } from 'i18next';
import type { JsonMap } from '@/shared/yaml/json';

/** Another object that a cell leads to; cluster-scoped without a namespace. */
export interface Ref {
  words: string;
  segment: string;
  namespace?: string;
  name: string;
}

export type Cell = string | Ref;

/** Something that an overview tells of an object as a table of its own; not shown without rows. */
export interface Detail {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** What is particular to objects of a kind, from the object as the cluster has it. */
export type Details = (object: JsonMap, t: TFunction) => Detail[];

export const ref = (segment: string, name: string, namespace?: string, words = name): Cell =>
  name ? { words, segment, name, namespace } : '';

import type { ReactNode } from 'react';
import type { ListedObject, Severity } from '@/shared/api/published';
import type { Words } from '@/shared/i18n/words';
import type { Column, ListDescriptor, ListOrder } from '@/shared/list/descriptor';

export interface RowStatus {
  state: string;
  severity: Severity;
  message?: string;
}

export interface Fact {
  title: Words;
  value: ReactNode;
}

/** What can be done with objects of a kind. Pages ask for the capability, never for the kind. */
export interface Capabilities<Row> {
  /** Replicas wanted now, where they can be changed. */
  replicas?(row: Row): number;
  /** `…:restart` */
  restart?: boolean;
  /** `…:pause` and `…:resume` */
  isPaused?(row: Row): boolean;
  /** Has pods of its own, listed by `kind` and `kindName`. */
  ownsPods?: boolean;
  /** Services may lead to its pods. */
  hasServices?: boolean;
  /** Served at `…/json`. */
  json?: boolean;
  /** Holds values that pods use: ConfigMap, Secret. */
  isConfig?: boolean;
  /** Its values are secret: shown one by one when asked for, and never in a file. */
  isSecret?: boolean;
  /** Pods mount it as a volume. */
  isMounted?: boolean;
  /** Defines another kind, named as the object is. */
  definesKind?: boolean;
  /** Containers that run: there can be a terminal in each. */
  containers?(row: Row): readonly string[];
  /** Writes logs: its containers, of a pod; none are named for a kind that makes pods. */
  logs?(row: Row): readonly string[];
  /** There can be a terminal on it. */
  isNode?: boolean;
  remove?: boolean;
}

/** Where a list stands: columns that would say the same in every row are left out. */
export interface ListPlace {
  cluster?: string;
}

/** What the console knows of a kind. */
export interface KindDescriptor<Row extends ListedObject = ListedObject> {
  segment: string;
  kind: string;
  /** Plural, as navigation and page titles have it. */
  title: Words;
  namespaced: boolean;
  /** API group, empty for the core group. */
  group: string;
  states?: readonly string[];
  columns: readonly Column<Row>[];
  /** Names of its objects say nothing: their column is shown to whoever chooses it, and another leads to the object. */
  hasIdleName?: boolean;
  empty: ListDescriptor<Row>['empty'];
  /** The order of its lists until somebody chooses another. */
  order?: ListOrder;
  status(row: Row): RowStatus;
  facts(row: Row): Fact[];
  can: Capabilities<Row>;
}

/** Declares a kind with the type of its rows; lists of kinds hold them without it. */
export function defineKind<Row extends ListedObject>(kind: KindDescriptor<Row>): KindDescriptor {
  return kind as unknown as KindDescriptor;
}

/** The status that the server gave the row. */
export const givenStatus = ({ kpanda }: ListedObject): RowStatus =>
  kpanda
    ? { state: kpanda.state, severity: kpanda.severity, message: kpanda.message }
    : { state: '', severity: 'none' };

import type { ReactNode } from 'react';
import type { Question } from '@/shared/access/useMay';
import type { ListedObject } from '@/shared/api/published';
import type { Words } from '@/shared/i18n/words';

/** What the server sorts a list by: the columns of every kind, fields that it indexes for the kind, and values that the kind shows (`shownColumns.json`). */
export type SortBy = string;

export interface Column<Row> {
  id: string;
  title: Words;
  /** In the words of whoever defined the column. */
  description?: string;
  /** What the server sorts by; a column without it cannot be sorted. */
  sortBy?: SortBy;
  render(row: Row): ReactNode;
  /** The same without a picture, for files; a column without it is left out of them. */
  text?(row: Row): string;
  /** Stands before all others, the status too. */
  leads?: boolean;
  /** Right-aligned, tabular figures. */
  numeric?: boolean;
  /** The column that takes the room that is left, and may break; it is always shown. */
  isName?: boolean;
  /** Shown only where there is much room. */
  wide?: boolean;
  /** Dropped on a narrow screen. */
  secondary?: boolean;
  /** Shown to whoever chooses it. */
  optional?: boolean;
}

export interface RowAction {
  id: string;
  title: Words;
  isDanger?: boolean;
  /** The right that it takes; absent where everybody may who sees the row. */
  needs?: Question;
  /** Why it cannot be done; empty or absent where it can. */
  refusal?: string;
  onSelect(): void;
}

/** An order of a list. */
export interface ListOrder {
  sortBy: SortBy;
  descending: boolean;
  /** Whether a row that changes comes to another place, as with times of the last change. */
  followsChanges?: boolean;
}

/** What is special about a list: everything else is the list machinery. */
export interface ListDescriptor<Row extends ListedObject> {
  /** Names the list in preferences and tests. */
  id: string;
  columns: readonly Column<Row>[];
  /** States that the list may be filtered by. */
  states?: readonly string[];
  /** Where a row leads: its name is a link to it, Enter opens it. */
  link(row: Row): string;
  empty: { title: Words; body: Words };
  /** The order of the list until somebody chooses another; by name where it is not said. */
  order?: ListOrder;
}

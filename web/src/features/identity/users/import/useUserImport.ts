import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { request } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';
import { peopleKey, userImportPath } from '../../people/peopleApi';
import { csvRecords } from './csvRecords';

export type ImportedUser = components['schemas']['ImportedUser'];
type Answer = components['schemas']['ImportUsersResponse'];

/** So many rows at once show how far it is. Each password costs the server a good part of a second. */
const atOnce = { withPasswords: 10, withoutPasswords: 200 };

export interface UserImport {
  state: 'empty' | 'checking' | 'checked' | 'running' | 'done';
  /** What the server said of each row so far. */
  rows: readonly ImportedUser[];
  /** How many rows there are. */
  total: number;
  error: Error | null;
  /** Asks what would be done. */
  check(csv: string, generatePasswords: boolean): Promise<void>;
  /** Adds those that nothing is wrong with. */
  run(): Promise<void>;
  stop(): void;
  /** Gives the generated passwords with their people, and forgets them: they are told once. */
  takePasswords(): readonly ImportedUser[];
  reset(): void;
}

/** An import of people: first tried, then done a few at a time. */
export function useUserImport(): UserImport {
  const client = useQueryClient();
  const [state, setState] = useState<UserImport['state']>('empty');
  const [rows, setRows] = useState<readonly ImportedUser[]>([]);
  const [error, setError] = useState<Error | null>(null);
  const [total, setTotal] = useState(0);
  const asked = useRef({ records: [] as string[], generatePasswords: false });
  const isStopped = useRef(false);
  const send = (records: readonly string[], dryRun: boolean) =>
    request<Answer>('POST', userImportPath, {
      body: { csv: records.join('\r\n'), dryRun, generatePasswords: asked.current.generatePasswords },
    });

  const check = async (csv: string, generatePasswords: boolean) => {
    // A quote that is never closed is for the server to refuse, in its words.
    asked.current = { records: csvRecords(csv) ?? [csv], generatePasswords };
    setState('checking');
    setError(null);
    try {
      const answer = await send(asked.current.records, true);
      setRows(answer.rows);
      setTotal(answer.rows.length);
      setState('checked');
    } catch (failure) {
      setError(failure as Error);
      setState('empty');
    }
  };

  const run = async () => {
    const [header = '', ...records] = asked.current.records;
    isStopped.current = false;
    // What is known to be wrong is not sent: it keeps what was said of it.
    const told = new Map(rows.filter((row) => row.error).map((row) => [row.row, row]));
    const good = records.map((record, index) => ({ record, row: index + 2 })).filter(({ row }) => !told.has(row));
    const hasPasswords = asked.current.generatePasswords || header.toLowerCase().includes('password');
    const size = hasPasswords ? atOnce.withPasswords : atOnce.withoutPasswords;
    const show = () => setRows([...told.values()]);
    show();
    setState('running');
    setError(null);
    try {
      // NOTE: what is on its way is not broken off: generated passwords would be lost with the answer.
      for (let first = 0; first < good.length && !isStopped.current; first += size) {
        const part = good.slice(first, first + size);
        const answer = await send([header, ...part.map(({ record }) => record)], false);
        answer.rows.forEach((row, index) => {
          const number = part[index]?.row ?? 0;
          told.set(number, { ...row, row: number });
        });
        show();
      }
    } catch (failure) {
      setError(failure as Error);
    }
    setState('done');
    await client.invalidateQueries({ queryKey: peopleKey });
  };

  return {
    state,
    rows,
    total,
    error,
    check,
    run,
    stop: () => {
      isStopped.current = true;
    },
    takePasswords: () => {
      setRows(rows.map((row) => ({ ...row, password: undefined })));
      return rows.filter(({ password }) => password);
    },
    reset: () => {
      setRows([]);
      setError(null);
      setState('empty');
    },
  };
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from '@/shared/api/client';
import { useSettled } from '@/shared/time/useSettled';
import { termAt } from './queryTerms';
import type { Completion } from './shapes';

const pause = 80;

/** How the term at the caret may go on, from what the person may list and within the other terms. */
export function useCompletions(query: string, caret: number, isOpen: boolean): readonly Completion[] {
  const term = termAt(query, caret);
  const others = term ? `${query.slice(0, term.start)} ${query.slice(term.end)}`.trim() : query.trim();
  const asked = useSettled(JSON.stringify([term?.text ?? '', others]), pause);
  const [text, q] = JSON.parse(asked) as [string, string];
  const { data } = useQuery({
    queryKey: ['search', 'complete', text, q],
    queryFn: ({ signal }) => get<{ items: Completion[] }>('/api/v1/search/complete', { term: text, q }, signal),
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  // What is typed already is no suggestion.
  return isOpen ? (data?.items ?? []).filter((item) => item.text !== term?.text) : [];
}

import { useSearchParams } from 'react-router';

/** What narrows a page, in its address, so that it can be sent to a colleague. */
export interface Filters<Name extends string> {
  value(name: Name): string;
  /** Sets some; an empty value takes one away. The list begins at its first page again. */
  set(change: Partial<Record<Name, string>>): void;
  /** Whether any narrows the list. */
  isSet: boolean;
  /** Takes away all that narrow the list. */
  clear(): void;
}

/** The filters of this page, with their values by name. `Other` is what stands in the address too (a tab, an order), and narrows nothing. */
export function useFilters<Name extends string, Other extends string = never>(
  names: readonly Name[],
): Filters<Name | Other> & { values: Record<Name, string> } {
  const [parameters, setParameters] = useSearchParams();
  const value = (name: Name | Other) => parameters.get(name) ?? '';
  const set = (change: Partial<Record<Name | Other, string>>) =>
    setParameters(
      (current) => {
        const next = new URLSearchParams(current);
        next.delete('page');
        for (const [name, text] of Object.entries<string | undefined>(change)) {
          if (text) next.set(name, text);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  return {
    value,
    set,
    isSet: names.some((name) => value(name) !== ''),
    clear: () => set(Object.fromEntries(names.map((name) => [name, ''])) as Partial<Record<Name | Other, string>>),
    values: Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, string>,
  };
}

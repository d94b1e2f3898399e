import type { RowAction } from '@/shared/list/descriptor';
import { useMayEach } from './useMay';

/** Actions, each with why the person may not do it, where they may not: all of them in one request. What is refused for another reason stays so. */
export function useAllowed<Action extends RowAction>(actions: readonly Action[]): Action[] {
  const may = useMayEach(actions.map(({ needs, refusal }) => (refusal ? undefined : needs)));
  return actions.map((action, index) =>
    may[index]?.allowed === false ? { ...action, refusal: may[index].message } : action,
  );
}

import { useEffect, useRef } from 'react';
import type { KeyActionId } from './actions';
import { answerKeys, type KeyHandler } from './dispatch';

/**
 * Says what an action does while this component is on the page. Where several answer, the one that came last is asked first; a handler that
 * returns `false` leaves the keys to the others and to the browser. Null answers nothing.
 */
export function useKeyAction(id: KeyActionId, handler: KeyHandler | null): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  const isAnswered = handler !== null;
  useEffect(() => {
    if (!isAnswered) return;
    return answerKeys(id, (event) => latest.current?.(event));
  }, [id, isAnswered]);
}

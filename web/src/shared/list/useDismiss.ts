import { useEffect, useRef, type RefObject } from 'react';

/** Closes an open menu on Escape and on a click elsewhere. */
export function useDismiss(isOpen: boolean, inside: RefObject<HTMLElement | null>[], onDismiss: () => void): void {
  const latest = useRef({ inside, onDismiss });
  useEffect(() => {
    latest.current = { inside, onDismiss };
  });
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') latest.current.onDismiss();
    };
    const onClick = (event: MouseEvent) => {
      const isInside = latest.current.inside.some(({ current }) => current?.contains(event.target as Node));
      if (!isInside) latest.current.onDismiss();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('click', onClick);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('click', onClick);
    };
  }, [isOpen]);
}

import { useEffect } from 'react';

/** The title of the browser's tab: what is looked at first, the product last. */
export function usePageTitle(...parts: string[]): void {
  const title = [...parts.filter(Boolean), 'Kpanda'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

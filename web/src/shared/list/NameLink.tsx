import type { ReactNode } from 'react';
import { PageLink } from '@/shared/places/PageLink';

/** A name that leads to its page. Quiet ones look like text until they are pointed at. */
export function NameLink({ to, isQuiet = false, children }: { to: string; isQuiet?: boolean; children: ReactNode }) {
  return (
    <PageLink to={to} className={isQuiet ? 'kp-link kp-link--quiet' : 'kp-link'}>
      {children}
    </PageLink>
  );
}

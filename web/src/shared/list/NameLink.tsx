import type { ReactNode } from 'react';
import { PageLink } from '@/shared/places/PageLink';

interface Props {
  to: string;
  isQuiet?: boolean;
  /** What it is called for those who do not see what it stands beside. */
  label?: string;
  children: ReactNode;
}

/** A name that leads to its page. Quiet ones look like text until they are pointed at. */
export function NameLink({ to, isQuiet = false, label, children }: Props) {
  return (
    <PageLink to={to} className={isQuiet ? 'kp-link kp-link--quiet' : 'kp-link'} aria-label={label}>
      {children}
    </PageLink>
  );
}

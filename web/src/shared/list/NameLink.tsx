import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** A name that leads to its page. Quiet ones look like text until they are pointed at. */
export function NameLink({ to, isQuiet = false, children }: { to: string; isQuiet?: boolean; children: ReactNode }) {
  return (
    <Link to={to} className={isQuiet ? 'kp-link kp-link--quiet' : 'kp-link'}>
      {children}
    </Link>
  );
}

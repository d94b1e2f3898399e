import { NavItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

interface Props {
  to: string;
  icon?: ReactNode;
  /** Active only on this very page, not on those below it. */
  isExact?: boolean;
  /** Another address that belongs to this entry. */
  also?: string;
  children: ReactNode;
}

export function NavLinkItem({ to, icon, isExact = false, also, children }: Props) {
  const { pathname } = useLocation();
  const isActive =
    pathname === to || (!isExact && (pathname.startsWith(`${to}/`) || (also !== undefined && pathname.includes(also))));
  return (
    <NavItem isActive={isActive} icon={icon}>
      <Link to={to} aria-current={isActive ? 'page' : undefined}>
        {children}
      </Link>
    </NavItem>
  );
}

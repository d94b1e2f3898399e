import { NavItem } from '@patternfly/react-core';
import { use, type ReactNode } from 'react';
import { PathnameContext } from '@/shared/places/NavigateContext';
import { PageLink } from '@/shared/places/PageLink';

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
  const pathname = use(PathnameContext);
  const isActive =
    pathname === to || (!isExact && (pathname.startsWith(`${to}/`) || (also !== undefined && pathname.includes(also))));
  return (
    <NavItem isActive={isActive} icon={icon}>
      <PageLink to={to} aria-current={isActive ? 'page' : undefined}>
        {children}
      </PageLink>
    </NavItem>
  );
}

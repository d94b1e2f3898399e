import type { ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { NavigateContext, PathnameContext } from './NavigateContext';

/** Tells everything below where it is and how to go elsewhere. */
export function PlaceProvider({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <NavigateContext value={useNavigate()}>
      <PathnameContext value={pathname}>{children}</PathnameContext>
    </NavigateContext>
  );
}

import { useLocation, useNavigate } from 'react-router';
import { useKeyAction } from '@/shared/keyboard/useKeyAction';
import { chooseTheme, useIsDark } from '@/shared/theme/theme';
import { pageAbove } from './pageAbove';

/** What keys do on every page. */
export function useShellKeys({ onHelp, onPalette }: { onHelp(): void; onPalette(): void }): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const isDark = useIsDark();
  const go = (to: string) => () => void navigate(to);
  useKeyAction('help.open', onHelp);
  useKeyAction('palette.open', onPalette);
  useKeyAction('theme.toggle', () => chooseTheme(isDark ? 'light' : 'dark'));
  useKeyAction('go.overview', go('/'));
  useKeyAction('go.search', go('/search'));
  useKeyAction('go.clusters', go('/clusters'));
  useKeyAction('go.namespaces', go('/namespaces'));
  useKeyAction('go.pods', go('/workloads/pods'));
  useKeyAction('go.deployments', go('/workloads/deployments'));
  const above = pageAbove(pathname);
  useKeyAction('go.up', above === null ? null : go(above));
}

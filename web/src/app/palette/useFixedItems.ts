import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '@/shared/i18n/words';
import { useParams } from 'react-router';
import { clusterStatus } from '@/features/clusters/clusterStatus';
import { useSignOut } from '@/features/identity/useSignOut';
import { importNeeds } from '@/features/clusters/clusterActions';
import { useAllowed } from '@/shared/access/useAllowed';
import { useMay } from '@/shared/access/useMay';
import { useOpenPageActions } from '@/shared/actions/pageActions';
import { languages } from '@/shared/i18n/languages';
import { useChooseLanguage } from '@/shared/i18n/useChooseLanguage';
import { clusterLink } from '@/shared/kinds/objectLink';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { chooseTheme, useIsDark } from '@/shared/theme/theme';
import { paletteKinds } from './paletteKinds';
import type { PaletteItem } from './PaletteItem';

/** Everything in the palette that needs no search on the server: pages, clusters, kinds, and what can be done. */
export function useFixedItems(onHelp: () => void): PaletteItem[] {
  const { t, i18n } = useTranslation();
  const { cluster: here } = useParams();
  const clusters = useClusterNames();
  const chooseLanguage = useChooseLanguage();
  const signOut = useSignOut();
  const isDark = useIsDark();
  const page = useOpenPageActions();
  const mayImport = useMay(importNeeds).allowed !== false;
  const allowed = useAllowed(page.actions).filter(({ refusal }) => !refusal);
  // The same list as long as nobody may more or less.
  const offered = allowed.map(({ id }) => id).join(' ');
  return useMemo(() => {
    const pages: PaletteItem[] = [
      { id: 'page:overview', group: 'pages', title: t('nav.overview'), to: '/', keys: 'go.overview' },
      { id: 'page:search', group: 'pages', title: t('nav.search'), to: '/search', keys: 'go.search' },
      { id: 'page:clusters', group: 'pages', title: t('nav.clusters'), to: '/clusters', keys: 'go.clusters' },
      { id: 'page:profile', group: 'pages', title: t('account.profile.title'), to: '/profile' },
      { id: 'page:security', group: 'pages', title: t('account.security'), to: '/security' },
      { id: 'page:tokens', group: 'pages', title: t('tokens.title'), to: '/access-tokens' },
      { id: 'page:preferences', group: 'pages', title: t('preferences.title'), to: '/preferences' },
      { id: 'page:api', group: 'pages', title: t('api.title'), to: '/help/api' },
    ];
    const ids = new Set(offered.split(' '));
    const ofThePage = page.actions
      .filter(({ id }) => ids.has(id))
      .map(({ id, title, onSelect }): PaletteItem => ({
        id: `do:${id}`,
        group: 'page',
        title: say(t, title),
        hint: page.subject,
        run: onSelect,
      }));
    const places = clusters.map(({ name, alias, cluster }): PaletteItem => ({
      id: `cluster:${name}`,
      group: 'clusters',
      title: name,
      hint: alias || undefined,
      severity: clusterStatus(cluster).severity,
      to: clusterLink(name),
    }));
    const kinds = paletteKinds(t, here);
    const actions: PaletteItem[] = [
      {
        id: 'action:theme',
        group: 'actions',
        title: t(isDark ? 'palette.light' : 'palette.dark'),
        keys: 'theme.toggle',
        run: () => chooseTheme(isDark ? 'light' : 'dark'),
      },
      ...languages
        .filter(({ code }) => code !== i18n.language)
        .map(({ code, name }): PaletteItem => ({
          id: `action:language:${code}`,
          group: 'actions',
          title: t('palette.language', { name }),
          run: () => void chooseLanguage(code),
        })),
      ...(mayImport
        ? [
            {
              id: 'action:import',
              group: 'actions',
              title: t('palette.import'),
              to: '/clusters?action=import',
            } as const,
          ]
        : []),
      { id: 'action:help', group: 'actions', title: t('keyboard.title'), keys: 'help.open', run: onHelp },
      { id: 'action:signOut', group: 'actions', title: t('shell.signOut'), run: signOut },
    ];
    return [...ofThePage, ...places, ...kinds, ...pages, ...actions];
  }, [t, i18n.language, here, clusters, chooseLanguage, signOut, isDark, page, offered, mayImport, onHelp]);
}

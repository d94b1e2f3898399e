import { Button, Divider } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { offeredProvidersQuery } from './offeredProviders';

/** A way to sign in by each identity provider; nothing where there is none. The way leads out of the console and back to the page that was asked for. */
export function ProviderButtons({ back }: { back: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(offeredProvidersQuery);
  // A directory has no page of its own: its people type name and password here.
  const pages = data?.items.filter(({ kind }) => kind === 'oidc') ?? [];
  if (pages.length === 0) return null;
  return (
    <div className="kp-sign-in__providers">
      <Divider />
      {pages.map(({ alias, displayName }) => (
        <Button
          key={alias}
          component="a"
          variant="secondary"
          isBlock
          href={`/auth/oidc/${encodeURIComponent(alias)}/start?back=${encodeURIComponent(back)}`}
        >
          {t('signIn.byProvider', { name: displayName })}
        </Button>
      ))}
    </div>
  );
}

import { Bullseye, Spinner } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { ApiError } from '@/shared/api/ApiError';
import { ListFailure } from '@/shared/list/ListFailure';
import { Shell } from '@/app/Shell';
import { signInPath } from './leaveForSignIn';
import { sessionQuery } from './session';

/** Everything but signing in needs a session. */
export function RequireSession() {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const { data, error, refetch } = useQuery(sessionQuery);
  // A session that is for one thing only opens nothing else: that thing belongs to signing in.
  if (data?.next) return <Navigate to={signInPath(pathname + search)} replace />;
  if (data) return <Shell session={data} />;
  if (error instanceof ApiError && error.status === 401) return <Navigate to={signInPath(pathname + search)} replace />;
  return (
    <Bullseye className="kp-fill">
      {error ? (
        <ListFailure error={error} onRetry={() => void refetch()} />
      ) : (
        <Spinner aria-label={t('shell.loading')} />
      )}
    </Bullseye>
  );
}

import { Alert, AlertActionLink } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { objectLink } from '@/shared/kinds/objectLink';
import { findKindByName } from '../pages/findKind';
import type { CreateResult } from './useCreate';

interface Props {
  cluster: string;
  results: readonly CreateResult[];
  isDryRun: boolean;
}

/** What became of each document. */
export function CreateResults({ cluster, results, isDryRun }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <div className="kp-results" aria-live="polite">
      {results.map(({ kind, name, namespace, error, warnings }, index) => {
        const known = findKindByName(kind);
        const place = known?.namespaced ? { namespace } : {};
        if (error) {
          return (
            <Alert key={index} isInline variant="danger" title={t('create.refused', { kind, name })}>
              {error.field && <strong>{error.field}: </strong>}
              {error.message}
              <ErrorReference error={error} />
            </Alert>
          );
        }
        return (
          <Alert
            key={index}
            isInline
            variant={warnings.length > 0 ? 'warning' : 'success'}
            title={t(isDryRun ? 'create.wouldWork' : 'create.done', { kind, name })}
            actionLinks={
              !isDryRun &&
              known && (
                <AlertActionLink
                  onClick={() => void navigate(objectLink({ cluster, ...place, segment: known.segment, name }))}
                >
                  {t('create.open', { name })}
                </AlertActionLink>
              )
            }
          >
            {warnings.length > 0 && `${t('yaml.warnings', { count: warnings.length })}: ${warnings.join(' ')}`}
          </Alert>
        );
      })}
    </div>
  );
}

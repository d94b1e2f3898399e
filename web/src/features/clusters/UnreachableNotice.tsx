import { Alert, AlertActionLink, PageSection } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useMayEach } from '@/shared/access/useMay';
import { Age } from '@/shared/time/Age';
import { editNeeds, replaceNeeds } from './clusterActions';
import { clusterStatus } from './clusterStatus';
import type { Cluster } from '@/shared/api/published';

const phases = ['policy', 'dns', 'connect', 'tls', 'http', 'authentication', 'refused', 'protocol', 'server'] as const;

interface Props {
  cluster: Cluster;
  /** Opens the form for another kubeconfig. */
  onReplace(): void;
  /** Opens the form for the proxy. */
  onEdit(): void;
}

/** Says so when a cluster is away: how far the way to it comes, when it was last heard of, what to try, and that what follows is what was last known. */
export function UnreachableNotice({ cluster, onReplace, onEdit }: Props) {
  const { t } = useTranslation();
  const { severity, message } = clusterStatus(cluster);
  const [mayReplace, mayEdit] = useMayEach([replaceNeeds(cluster.metadata.name), editNeeds(cluster.metadata.name)]);
  if (severity !== 'warning' && severity !== 'failing') return null;
  const ready = cluster.status?.conditions?.find(({ type }) => type === 'Ready');
  const phase = phases.find((one) => ready?.reason === `member.${one}`);
  const contact = cluster.status?.lastContact;
  return (
    <PageSection className="kp-notice">
      <Alert
        isInline
        variant={severity === 'failing' ? 'danger' : 'warning'}
        title={t(cluster.status?.phase === 'Unknown' ? 'clusters.away' : 'clusters.unwell')}
        actionLinks={
          phase && (
            <>
              {mayReplace?.allowed !== false && (
                <AlertActionLink onClick={onReplace}>{t('clusters.kubeconfig.action')}</AlertActionLink>
              )}
              {mayEdit?.allowed !== false && (
                <AlertActionLink onClick={onEdit}>{t('clusters.edit.action')}</AlertActionLink>
              )}
            </>
          )
        }
      >
        <p>{message}</p>
        {phase && (
          <p>
            <strong>{t('clusters.try.title')}</strong> {t(`clusters.try.${phase}`)}
          </p>
        )}
        <p>
          {contact ? (
            <>
              {t('clusters.lastContact')} <Age since={contact} />.{' '}
            </>
          ) : (
            `${t('clusters.noContact')} `
          )}
          {t('clusters.awayBody')}
        </p>
      </Alert>
    </PageSection>
  );
}

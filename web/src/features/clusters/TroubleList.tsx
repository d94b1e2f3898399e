import {
  Card,
  CardBody,
  CardTitle,
  DataList,
  DataListCell,
  DataListItem,
  DataListItemCells,
  DataListItemRow,
  Skeleton,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { listPath } from '@/shared/api/paths';
import type { Pod } from '@/shared/api/published';
import { objectLink, rowPlace } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { useLiveList } from '@/shared/list/useLiveList';
import { rowKey } from '@/shared/live/rowKey';
import { localTimes } from '@/shared/time/localTimes';
import { SeverityIcon } from '@/shared/status/SeverityIcon';

const most = 8;

/** The pods that are worst off, each with its reason in words. Sorting by state puts the worst first. */
export function TroubleList({ cluster }: { cluster: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useLiveList<Pod>(listPath('pods', cluster), { sortBy: 'state', sortDir: 'desc', pageSize: most });
  const troubled = (data?.items ?? []).filter(
    ({ kpanda }) => kpanda?.severity === 'failing' || kpanda?.severity === 'warning',
  );
  return (
    <Card isFullHeight>
      <CardTitle>{t('clusters.trouble')}</CardTitle>
      <CardBody>
        {!data ? (
          <Skeleton width="60%" />
        ) : troubled.length === 0 ? (
          <span className="kp-muted">{t('clusters.noTrouble')}</span>
        ) : (
          <DataList isCompact aria-label={t('clusters.trouble')} className="kp-trouble">
            {troubled.map((pod) => (
              <DataListItem key={rowKey(pod)} aria-labelledby={`trouble-${rowKey(pod)}`}>
                <DataListItemRow>
                  <DataListItemCells
                    dataListCells={[
                      <DataListCell key="pod">
                        <SeverityIcon severity={pod.kpanda?.severity ?? 'failing'} />{' '}
                        <span id={`trouble-${rowKey(pod)}`}>
                          <NameLink to={objectLink(rowPlace('pods', pod))}>{pod.metadata.name}</NameLink>
                        </span>
                        <small className="kp-muted"> {pod.metadata.namespace}</small>
                        <div>{localTimes(pod.kpanda?.message || pod.status?.podStatus || '', i18n.language)}</div>
                      </DataListCell>,
                    ]}
                  />
                </DataListItemRow>
              </DataListItem>
            ))}
          </DataList>
        )}
      </CardBody>
    </Card>
  );
}

import { Card, CardBody, CardHeader } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ResourceSummary } from '@/shared/api/published';

/** How many there are and how many of them are ready; leads to their list. */
export function CountCard({
  title,
  counts,
  link,
}: {
  title: string;
  counts: ResourceSummary | undefined;
  link: string;
}) {
  const { t } = useTranslation();
  const { totalNum = 0, readyNum = 0 } = counts ?? {};
  const missing = totalNum - readyNum;
  return (
    <Card isCompact>
      <CardHeader>
        <Link to={link} className="kp-link">
          {title}
        </Link>
      </CardHeader>
      <CardBody>
        <span className="kp-count">{counts ? totalNum : '–'}</span>
        <div className={missing > 0 ? 'kp-number--short' : 'kp-muted'}>
          {!counts
            ? ''
            : missing > 0
              ? t('clusters.notReady', { count: missing })
              : totalNum > 0
                ? t('clusters.allReady')
                : ''}
        </div>
      </CardBody>
    </Card>
  );
}

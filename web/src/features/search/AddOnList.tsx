import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { objectLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import type { AddOn } from './shapes';

/** What was recognised in a cluster, by what it is for; a name leads to its workload. */
export function AddOnList({ cluster, addOns }: { cluster: string; addOns: readonly AddOn[] }) {
  const { t } = useTranslation();
  if (addOns.length === 0) return <p className="kp-muted">{t('overview.noAddOns')}</p>;
  const categories = [...new Set(addOns.map(({ category }) => category))];
  return (
    <DescriptionList isCompact isHorizontal className="kp-facts">
      {categories.map((category) => (
        <DescriptionListGroup key={category}>
          <DescriptionListTerm>{t(`overview.category.${category}` as 'overview.category.dns')}</DescriptionListTerm>
          <DescriptionListDescription>
            {addOns
              .filter((addOn) => addOn.category === category)
              .map((addOn) => (
                <div key={addOn.title} title={addOn.message || undefined}>
                  {addOn.name && <SeverityIcon severity={addOn.severity} />}{' '}
                  {addOn.name ? (
                    <NameLink
                      to={objectLink({ cluster, namespace: addOn.namespace, segment: addOn.segment, name: addOn.name })}
                    >
                      {addOn.title}
                    </NameLink>
                  ) : (
                    addOn.title
                  )}{' '}
                  <span className="kp-muted kp-number">{addOn.version}</span>
                  {addOn.message && <div className="kp-alias">{addOn.message}</div>}
                </div>
              ))}
          </DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}

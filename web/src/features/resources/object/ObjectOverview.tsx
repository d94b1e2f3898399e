import {
  Alert,
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Grid,
  GridItem,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { usagePath, type ObjectAddress } from '@/shared/api/paths';
import type { Condition, ListedObject } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { namespaceLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { severityColor } from '@/shared/status/severity';
import { localTimes } from '@/shared/time/localTimes';
import { say } from '@/shared/i18n/words';
import { FullDetails } from '../details/FullDetails';
import { KindDetails } from '../details/KindDetails';
import { ConditionTable } from './ConditionTable';
import { OwnerLink } from './OwnerLink';
import { Pairs } from './Pairs';
import { RelationsCard } from './RelationsCard';
import { UsageCard } from './UsageCard';

interface Props {
  kind: KindDescriptor;
  object: ListedObject;
  place: ObjectAddress;
}

export function ObjectOverview({ kind, object, place }: Props) {
  const { t, i18n } = useTranslation();
  const { metadata } = object;
  const { severity, message } = kind.status(object);
  const color = severityColor[severity];
  const owner = metadata.ownerReferences?.find(({ controller }) => controller) ?? metadata.ownerReferences?.[0];
  const facts = kind.facts(object);
  const hasFacts = facts.length > 0 || Boolean(place.namespace) || owner !== undefined;
  const usage = usageParts(kind);
  return (
    <Grid hasGutter>
      {message && (
        <GridItem>
          <Alert
            isInline
            variant={color === 'neutral' ? 'custom' : color}
            title={localTimes(message, i18n.language)}
            data-testid="reason"
          />
        </GridItem>
      )}
      {hasFacts && (
        <GridItem md={6}>
          <Card isFullHeight>
            <CardTitle>{t('object.facts')}</CardTitle>
            <CardBody>
              <DescriptionList isCompact isHorizontal>
                {place.namespace && (
                  <DescriptionListGroup>
                    <DescriptionListTerm>{t('fields.namespace')}</DescriptionListTerm>
                    <DescriptionListDescription>
                      <NameLink to={namespaceLink(place.cluster, place.namespace)}>{place.namespace}</NameLink>
                    </DescriptionListDescription>
                  </DescriptionListGroup>
                )}
                {owner && (
                  <DescriptionListGroup>
                    <DescriptionListTerm>{t('fields.owner')}</DescriptionListTerm>
                    <DescriptionListDescription>
                      <OwnerLink object={object} owner={owner} place={place} />
                    </DescriptionListDescription>
                  </DescriptionListGroup>
                )}
                {facts.map(({ title, value }) => (
                  <DescriptionListGroup key={say(t, title)}>
                    <DescriptionListTerm>{say(t, title)}</DescriptionListTerm>
                    <DescriptionListDescription>{value}</DescriptionListDescription>
                  </DescriptionListGroup>
                ))}
              </DescriptionList>
            </CardBody>
          </Card>
        </GridItem>
      )}
      <GridItem md={hasFacts ? 6 : 12}>
        <Card isFullHeight>
          <CardTitle>{t('object.labelsAndAnnotations')}</CardTitle>
          <CardBody>
            <Pairs title={t('fields.labels')} pairs={metadata.labels} />
            <Pairs title={t('fields.annotations')} pairs={metadata.annotations} />
          </CardBody>
        </Card>
      </GridItem>
      {usage !== undefined && (
        <GridItem>
          <UsageCard path={usagePath(place, kind.kind)} parts={usage === '' ? undefined : t(usage)} />
        </GridItem>
      )}
      <GridItem>
        <RelationsCard object={object} place={place} />
      </GridItem>
      <GridItem className="kp-details">
        <KindDetails kind={kind} object={object} place={place} />
        <FullDetails kind={kind} place={place} version={metadata.resourceVersion} />
      </GridItem>
      <GridItem>
        <Card>
          <CardTitle>{t('object.conditions')}</CardTitle>
          <CardBody>
            <ConditionTable conditions={conditionsOf(object)} />
          </CardBody>
        </Card>
      </GridItem>
    </Grid>
  );
}

/** Most kinds keep their conditions in the status; nodes one step deeper. */
function conditionsOf(object: ListedObject): Condition[] {
  const { status } = object as { status?: { conditions?: Condition[]; status?: { conditions?: Condition[] } } };
  return status?.conditions ?? status?.status?.conditions ?? [];
}

/** What the usage of an object is made of; `''` where it has no parts, undefined where nothing is measured. */
function usageParts(kind: KindDescriptor): 'kinds.pods' | 'object.tab.containers' | '' | undefined {
  if (kind.kind === 'Pod') return 'object.tab.containers';
  if (kind.kind === 'Node') return '';
  return kind.can.ownsPods ? 'kinds.pods' : undefined;
}

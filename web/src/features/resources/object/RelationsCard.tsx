import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { ObjectAddress } from '@/shared/api/paths';
import type { ListedObject, RelatedGroup, RelatedObject } from '@/shared/api/published';
import { objectLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import { useStateWords } from '@/shared/status/useStateWords';
import { useRelations } from './useRelations';

type Told = Exclude<RelatedObject['severity'], 'none'>;

interface Props {
  object: ListedObject;
  place: ObjectAddress;
}

/** The picture of an object: its owners above, what it owns, selects and uses below, each with its state. Nothing where it stands alone. */
export function RelationsCard({ object, place }: Props) {
  const { t } = useTranslation();
  const { data } = useRelations(place, object.metadata.resourceVersion);
  if (!data || (data.owners.length === 0 && (data.object.groups ?? []).length === 0)) return null;
  return (
    <Card>
      <CardTitle>{t('relations.title')}</CardTitle>
      <CardBody>
        <Chain above={data.owners} object={data.object} place={place} />
      </CardBody>
    </Card>
  );
}

/** Owners, one below the other, down to the object itself. */
function Chain({
  above,
  object,
  place,
}: {
  above: readonly RelatedObject[];
  object: RelatedObject;
  place: ObjectAddress;
}) {
  const { t } = useTranslation();
  const [first, ...rest] = above;
  return (
    <ul className="kp-relations" aria-label={t(first ? 'relations.owners' : 'relations.below')}>
      <li>
        {first ? (
          <>
            <Name object={first} place={place} />
            <Chain above={rest} object={object} place={place} />
          </>
        ) : (
          <Below object={object} place={place} isSelf />
        )}
      </li>
    </ul>
  );
}

function Below({ object, place, isSelf = false }: { object: RelatedObject; place: ObjectAddress; isSelf?: boolean }) {
  return (
    <>
      <Name object={object} place={place} isSelf={isSelf} />
      {(object.groups ?? []).map((group) => (
        <Group key={`${group.relation}/${group.segment}`} group={group} place={place} />
      ))}
    </>
  );
}

function Group({
  group: { relation, kind, total, severities, items },
  place,
}: {
  group: RelatedGroup;
  place: ObjectAddress;
}) {
  const { t } = useTranslation();
  const rest = total - items.length;
  const words = t(`relations.relation.${relation}`, { kind });
  return (
    <ul className="kp-relations" aria-label={words}>
      <li className="kp-relations__group">
        <span className="kp-muted">{words}</span>
        {total > 1 && (
          <span className="kp-relations__counts">
            <span className="kp-number">{total}</span>
            {Object.entries(severities ?? {})
              .filter(([severity]) => severity !== 'none')
              .map(([severity, count]) => (
                <span key={severity} className="kp-relations__count">
                  <SeverityIcon severity={severity as Told} />
                  <span className="pf-v6-screen-reader">{t(`overview.severity.${severity as Told}`)} </span>
                  <span className="kp-number">{count}</span>
                </span>
              ))}
          </span>
        )}
      </li>
      {items.map((item) => (
        <li key={`${item.namespace}/${item.name}`}>
          <Below object={item} place={place} />
        </li>
      ))}
      {rest > 0 && <li className="kp-muted">{t('relations.more', { count: rest })}</li>}
    </ul>
  );
}

function Name({ object, place, isSelf = false }: { object: RelatedObject; place: ObjectAddress; isSelf?: boolean }) {
  const stateWords = useStateWords();
  const { kind, segment, namespace, name, known, state, severity, message } = object;
  return (
    <span className="kp-relations__name" title={message || undefined} aria-current={isSelf ? 'true' : undefined}>
      <small className="kp-muted">{kind}</small>
      {isSelf || !known ? (
        <strong>{name}</strong>
      ) : (
        <NameLink to={objectLink({ cluster: place.cluster, namespace: namespace || undefined, segment, name })}>
          {name}
        </NameLink>
      )}
      {state && (
        <span className="kp-relations__state">
          <SeverityIcon severity={severity} /> {stateWords(state)}
        </span>
      )}
    </span>
  );
}

import type { ObjectAddress } from '@/shared/api/paths';
import type { ListedObject, OwnerReference, Pod } from '@/shared/api/published';
import { objectLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { findKindByName } from '../pages/findKind';

interface Props {
  object: ListedObject;
  owner: OwnerReference;
  place: ObjectAddress;
}

/** Who made this object. A pod of a Deployment leads to the Deployment, past its ReplicaSet. */
export function OwnerLink({ object, owner, place }: Props) {
  const deployment = (object as Pod).status?.ownedBy;
  const { kind, name } =
    deployment?.kind === 'DEPLOYMENT' && deployment.name ? { kind: 'Deployment', name: deployment.name } : owner;
  const segment = findKindByName(kind)?.segment;
  const words = `${kind} ${name}`;
  return segment ? <NameLink to={objectLink({ ...place, segment, name })}>{words}</NameLink> : <span>{words}</span>;
}

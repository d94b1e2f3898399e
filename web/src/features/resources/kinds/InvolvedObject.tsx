import type { KubeEvent, ListedObject } from '@/shared/api/published';
import { objectLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { findKindByName } from '../pages/findKind';

interface Props {
  event: Pick<KubeEvent, 'involvedObject'> & ListedObject;
  withKind?: boolean;
}

/** What an event is about: a link where the console knows its kind. */
export function InvolvedObject({ event: { involvedObject, metadata }, withKind = false }: Props) {
  const { kind = '', name = '', namespace } = involvedObject ?? {};
  const known = findKindByName(kind);
  const words = withKind ? `${kind}/${name}` : name;
  if (!known || !metadata.cluster) return <>{words}</>;
  const place = { cluster: metadata.cluster, namespace: namespace || undefined, segment: known.segment, name };
  return (
    <NameLink to={objectLink(place)} isQuiet={withKind}>
      {words}
    </NameLink>
  );
}

import type { TFunction } from 'i18next';
import type { Grant } from '../permissionsApi';
import { roleName } from '../roleWords';

/** Why somebody may something, in a line: the role, and how they come to hold it. */
export function reasonText(t: TFunction, { source, subject, role, namespace, binding }: Grant): string {
  const held = subject.kind === 'Group' ? 'group' : 'self';
  const words = { role: roleName(t, role), group: subject.name, binding };
  if (source === 'platform') return t(`allowed.reasons.platform.${held}`, words);
  const place = namespace === '' ? t('permissions.wholeCluster') : namespace;
  return `${t(`allowed.reasons.${source === 'granted' ? 'granted' : 'handMade'}.${held}`, words)} (${place})`;
}

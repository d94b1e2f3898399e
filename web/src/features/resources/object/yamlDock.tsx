import { Spinner } from '@patternfly/react-core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { objectJsonPath, type ObjectAddress } from '@/shared/api/paths';
import { openInDock } from '@/shared/dock/dock';
import { useKind } from '../kinds/useKind';
import { HiddenYaml } from './HiddenYaml';

// The editor is large: it is loaded when somebody opens it.
const YamlTab = lazy(async () => ({ default: (await import('./YamlTab')).YamlTab }));

/** Opens the YAML of an object at the bottom, where it stays while pages change. What was typed so far comes along as a draft. */
export function openYamlInDock(place: ObjectAddress, kind: string): void {
  const id = objectJsonPath(place);
  openInDock({
    id,
    title: `${kind} · ${place.name}`,
    kind: 'yaml',
    memory: place,
    content: <DockedYaml key={id} place={place} />,
  });
}

/** A tab with the YAML of an object, as it is opened and as it comes back after the page was loaded again. */
export function DockedYaml({ place }: { place: ObjectAddress }) {
  const { t } = useTranslation();
  const { kind } = useKind(place.segment, place.cluster);
  if (!kind) return <Spinner aria-label={t('yaml.loading')} />;
  const yaml = (
    <Suspense fallback={<Spinner aria-label={t('yaml.loading')} />}>
      <YamlTab kind={kind} place={place} isDocked />
    </Suspense>
  );
  return kind.can.isSecret ? <HiddenYaml>{yaml}</HiddenYaml> : yaml;
}

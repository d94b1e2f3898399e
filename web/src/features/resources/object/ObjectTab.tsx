import { Spinner } from '@patternfly/react-core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { clusterPath, listPath, namespacedListPath, type ObjectAddress } from '@/shared/api/paths';
import type { ListedObject, Pod } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { LogTab } from '@/features/gateway/logs/LogTab';
import { logPlace } from '@/features/gateway/logs/logPlace';
import { AccessTab } from '@/features/permissions/AccessTab';
import { pod } from '@/features/workloads/kinds/pod';
import { KindList } from '../pages/KindList';
import { service } from '../kinds/service';
import { Containers } from './Containers';
import { DataTab } from './DataTab';
import { EventList } from './EventList';
import { HiddenYaml } from './HiddenYaml';
import { ObjectOverview } from './ObjectOverview';
import { UsedBy } from './UsedBy';
import type { ObjectTabName } from './objectTabs';

// The editor is large: it is loaded when somebody opens it.
const YamlTab = lazy(async () => ({ default: (await import('./YamlTab')).YamlTab }));

interface Props {
  tab: ObjectTabName;
  kind: KindDescriptor;
  object: ListedObject;
  place: ObjectAddress;
}

export function ObjectTab({ tab, kind, object, place }: Props) {
  const { t } = useTranslation();
  const { cluster, namespace, name } = place;
  switch (tab) {
    case 'overview':
      return <ObjectOverview kind={kind} object={object} place={place} />;
    case 'pods':
      return namespace ? (
        <KindList
          isEmbedded
          kind={pod}
          cluster={cluster}
          path={namespacedListPath(cluster, namespace, 'pods')}
          query={{ kind: kind.kind, kindName: name }}
        />
      ) : (
        <KindList
          isEmbedded
          kind={pod}
          cluster={cluster}
          path={listPath('pods', cluster)}
          query={{ fieldSelector: `spec.nodeName=${name}` }}
        />
      );
    case 'data':
      return <DataTab kind={kind} place={place} />;
    case 'usedBy':
      return <UsedBy place={place} />;
    case 'services':
      return (
        <KindList
          isEmbedded
          kind={service}
          cluster={cluster}
          path={namespacedListPath(cluster, namespace ?? '', 'services')}
          query={{ kind: kind.kind, kindName: name }}
        />
      );
    case 'containers':
      return <Containers pod={object as Pod} />;
    case 'logs':
      return <LogTab key={name} place={logPlace(kind, object)} />;
    case 'events':
      return namespace ? (
        <EventList
          path={namespacedListPath(cluster, namespace, 'events')}
          query={{ kind: kind.kind, kindName: name }}
        />
      ) : (
        <EventList path={`${clusterPath(cluster)}/events`} query={{ kind: kind.kind, name }} />
      );
    case 'access':
      return <AccessTab kind={kind} place={place} />;
    case 'yaml': {
      const yaml = (
        <Suspense fallback={<Spinner aria-label={t('yaml.loading')} />}>
          <YamlTab key={name} kind={kind} place={place} />
        </Suspense>
      );
      return kind.can.isSecret ? <HiddenYaml key={name}>{yaml}</HiddenYaml> : yaml;
    }
  }
}

import { Alert, Breadcrumb, BreadcrumbItem, PageSection, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useAllowed } from '@/shared/access/useAllowed';
import { useMay } from '@/shared/access/useMay';
import { say } from '@/shared/i18n/words';
import { ListFailure } from '@/shared/list/ListFailure';
import { clusterLink, namespaceLink } from '@/shared/kinds/objectLink';
import { useKeyAction } from '@/shared/keyboard/useKeyAction';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { ObjectHeader } from '../object/ObjectHeader';
import { ObjectSkeleton } from '../object/ObjectSkeleton';
import { ObjectTab } from '../object/ObjectTab';
import { objectTabs } from '../object/objectTabs';
import { useLiveObject } from '../object/useLiveObject';
import { useObjectActions } from '../object/useObjectActions';
import { useKind } from '../kinds/useKind';
import { UnknownKind } from './UnknownKind';
import type { KindDescriptor } from '@/shared/kinds/descriptor';

/** Level three: an object. */
export function ObjectPage() {
  const { segment, cluster } = useParams();
  const { kind, ...search } = useKind(segment, cluster);
  return kind ? <KnownObject kind={kind} /> : <UnknownKind {...search} />;
}

function KnownObject({ kind }: { kind: KindDescriptor }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const { cluster = '', namespace, name = '' } = useParams();
  const place = { cluster, namespace, segment: kind.segment, name };
  const list = namespace
    ? `${clusterLink(cluster, kind.segment)}?namespace=${encodeURIComponent(namespace)}`
    : clusterLink(cluster, kind.segment);
  const { data, error, refetch, isGone } = useLiveObject(place, kind.can.isSecret);
  const { actionsOf, dialogs } = useObjectActions(kind, () => void navigate(list));
  usePageTitle(name, say(t, kind.title), cluster);

  const allowed = useAllowed(data && !isGone ? actionsOf(data) : []);
  const act = (id: string) => {
    const action = allowed.find((each) => each.id === id || each.id.startsWith(`${id}/`));
    if (!action || action.refusal) return false;
    action.onSelect();
    return true;
  };
  useKeyAction('object.edit', () => act('yaml'));
  useKeyAction('object.yaml', () => act('yaml'));
  useKeyAction('object.logs', () => act('logs'));
  useKeyAction('object.terminal', () => act('terminal'));
  useKeyAction('object.delete', () => act('delete'));

  const home = kind.kind === 'Namespace' ? name : namespace;
  const bindings = useMay({
    verb: 'list',
    resource: `${home ? 'rolebindings' : 'clusterrolebindings'}.rbac.authorization.k8s.io`,
    cluster,
    namespace: home,
  });
  const tabs = objectTabs(kind, bindings.allowed === true);
  const tab = tabs.find((each) => each === parameters.get('tab')) ?? 'overview';
  return (
    <>
      <PageSection type="breadcrumb">
        <Breadcrumb>
          <BreadcrumbItem>
            <Link to={clusterLink(cluster)}>{cluster}</Link>
          </BreadcrumbItem>
          {namespace && (
            <BreadcrumbItem>
              <Link to={namespaceLink(cluster, namespace)}>{namespace}</Link>
            </BreadcrumbItem>
          )}
          <BreadcrumbItem>
            <Link to={list}>{say(t, kind.title)}</Link>
          </BreadcrumbItem>
          <BreadcrumbItem isActive>{name}</BreadcrumbItem>
        </Breadcrumb>
      </PageSection>
      <PageSection className="kp-object-header">
        {data ? (
          <ObjectHeader kind={kind} object={data} isGone={isGone} actions={actionsOf(data)} />
        ) : (
          !error && <ObjectSkeleton />
        )}
        {isGone && <Alert isInline variant="warning" title={t('object.gone')} className="kp-space-top" />}
        {error && data && <ListFailure error={error} onRetry={() => void refetch()} isInline />}
      </PageSection>
      {error && !data && (
        <PageSection>
          <ListFailure error={error} onRetry={() => void refetch()} />
        </PageSection>
      )}
      {data && (
        <>
          <PageSection type="tabs">
            <Tabs
              usePageInsets
              activeKey={tab}
              aria-label={t('object.tabs')}
              onSelect={(_event, key) =>
                setParameters(key === 'overview' ? {} : { tab: String(key) }, { replace: true })
              }
            >
              {tabs.map((each) => (
                <Tab
                  key={each}
                  eventKey={each}
                  title={<TabTitleText>{t(`object.tab.${each}`)}</TabTitleText>}
                  tabContentId={`tab-${each}`}
                />
              ))}
            </Tabs>
          </PageSection>
          <PageSection isFilled id={`tab-${tab}`} role="tabpanel" aria-label={t(`object.tab.${tab}`)}>
            <ObjectTab tab={tab} kind={kind} object={data} place={place} />
          </PageSection>
        </>
      )}
      {dialogs}
    </>
  );
}

import {
  Alert,
  AlertActionLink,
  Button,
  PageSection,
  Tab,
  Tabs,
  TabTitleText,
  Title,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '@/shared/api/client';
import { ListStates } from '@/shared/list/ListStates';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { Age } from '@/shared/time/Age';
import { permissionsKey, roleTemplatesPath } from '../permissionsApi';
import { grantedRoles, roleAbout, roleName } from '../roleWords';
import { ChangeList } from './ChangeList';
import { RoleClusters } from './RoleClusters';
import { RoleTable } from './RoleTable';
import { roleDifference, type RoleChanges, type RoleTemplate, type RoleTemplateList } from './roleTable';
import { RuleDialog } from './RuleDialog';
import { SaveDialog } from './SaveDialog';

const order: readonly string[] = [...grantedRoles.namespace, ...grantedRoles.cluster];

/** What each of the six roles may, everywhere, and the place to add to it and to take from it. */
export function RolesPage() {
  const { t } = useTranslation();
  usePageTitle(t('roles.title'));
  const [parameters, setParameters] = useSearchParams();
  const { data, error, refetch } = useQuery({
    queryKey: [...permissionsKey, 'templates'],
    queryFn: ({ signal }) => get<RoleTemplateList>(roleTemplatesPath, undefined, signal),
  });
  const name = order.find((each) => each === parameters.get('role')) ?? grantedRoles.namespace[0];
  const role = data?.items.find((each) => each.name === name);
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('roles.title')}
      </Title>
      <p className="kp-muted kp-title">{t('roles.about')}</p>
      <Tabs
        activeKey={name}
        aria-label={t('roles.title')}
        onSelect={(_event, key) => setParameters({ role: String(key) }, { replace: true })}
      >
        {order.map((each) => (
          <Tab
            key={each}
            eventKey={each}
            title={<TabTitleText>{roleName(t, each)}</TabTitleText>}
            tabContentId={`role-${each}`}
          />
        ))}
      </Tabs>
      <div id={`role-${name}`} role="tabpanel" aria-label={roleName(t, name)} className="kp-space-top">
        <ListStates
          data={data}
          error={error}
          refetch={refetch}
          count={role ? 1 : 0}
          empty={{ title: 'roles.none', body: 'roles.about' }}
          skeleton={skeleton}
        >
          {role && <RolePanel key={`${name}/${role.changed}`} role={role} mayUpdate={data?.mayUpdate ?? false} />}
        </ListStates>
      </div>
    </PageSection>
  );
}

interface PanelProps {
  role: RoleTemplate;
  mayUpdate: boolean;
}

function RolePanel({ role, mayUpdate }: PanelProps) {
  const { t } = useTranslation();
  const saved: RoleChanges = { additions: role.additions, subtractions: role.subtractions };
  const [changes, setChanges] = useState<RoleChanges>(saved);
  const [dialog, setDialog] = useState<'add' | 'remove' | 'save' | 'restore' | null>(null);
  const isChanged = JSON.stringify(changes) !== JSON.stringify(saved);
  const isAdjusted = role.additions.length + role.subtractions.length > 0;
  const close = () => setDialog(null);
  const next = dialog === 'restore' ? { additions: [], subtractions: [] } : changes;
  return (
    <>
      <p className="kp-title">{roleAbout(t, role.name)}</p>
      {isAdjusted && role.changed && (
        <p className="kp-muted kp-title">
          {t('roles.changedBy', { name: role.changedBy })} <Age since={role.changed} />
        </p>
      )}
      {isChanged && (
        <Alert
          isInline
          variant="warning"
          className="kp-title"
          title={t('roles.unsaved')}
          actionLinks={
            <>
              <AlertActionLink onClick={() => setDialog('save')}>{t('roles.review')}</AlertActionLink>
              <AlertActionLink onClick={() => setChanges(saved)}>{t('yaml.discard')}</AlertActionLink>
            </>
          }
        />
      )}
      {mayUpdate && (
        <Toolbar className="kp-toolbar" inset={{ default: 'insetNone' }}>
          <ToolbarContent>
            <ToolbarItem>
              <Button variant="secondary" onClick={() => setDialog('add')}>
                {t('roles.add')}
              </Button>
            </ToolbarItem>
            {role.scope === 'namespace' && (
              <ToolbarItem>
                <Button variant="secondary" onClick={() => setDialog('remove')}>
                  {t('roles.remove')}
                </Button>
              </ToolbarItem>
            )}
            {isAdjusted && (
              <ToolbarItem>
                <Button variant="link" onClick={() => setDialog('restore')}>
                  {t('roles.restore')}
                </Button>
              </ToolbarItem>
            )}
          </ToolbarContent>
        </Toolbar>
      )}
      <ChangeList changes={changes} onChange={mayUpdate ? setChanges : undefined} />
      <RoleClusters role={role.name} version={role.changed ?? ''} />
      <RoleTable builtIn={role.builtIn} changes={changes} />
      {(dialog === 'add' || dialog === 'remove') && (
        <RuleDialog
          way={dialog}
          role={role}
          changes={changes}
          onDone={(rule) => {
            setChanges(
              dialog === 'add'
                ? { ...changes, additions: [...changes.additions, rule] }
                : { ...changes, subtractions: [...changes.subtractions, rule] },
            );
            close();
          }}
          onClose={close}
        />
      )}
      {(dialog === 'save' || dialog === 'restore') && (
        <SaveDialog
          role={role}
          changes={next}
          isRestore={dialog === 'restore'}
          difference={roleDifference(role.builtIn, saved, next)}
          onClose={close}
        />
      )}
    </>
  );
}

const skeleton = [
  { id: 'kind', title: 'permissions.kind', isName: true, render: () => null },
  { id: 'verbs', title: 'roles.verbs', render: () => null },
] as const;

import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { clusterStatus } from '@/features/clusters/clusterStatus';
import { clusterLink } from '@/shared/kinds/objectLink';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { SeverityIcon } from '@/shared/status/SeverityIcon';

/** Says on every page which clusters are not as they should be; nothing where all are. */
export function AwayMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const away = useClusterNames()
    .map(({ name, cluster }) => ({ name, ...clusterStatus(cluster) }))
    .filter(({ severity }) => severity === 'failing' || severity === 'warning');
  if (away.length === 0) return null;
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      isScrollable
      popperProps={{ position: 'end' }}
      onSelect={(_event, name) => {
        setOpen(false);
        void navigate(clusterLink(String(name)));
      }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plainText"
          isExpanded={isOpen}
          icon={<SeverityIcon severity="warning" />}
          aria-label={t('operations.away', { count: away.length })}
          onClick={() => setOpen(!isOpen)}
        >
          <span className="kp-away__words">{t('operations.away', { count: away.length })}</span>
          <span className="kp-away__count">{away.length}</span>
        </MenuToggle>
      )}
    >
      <DropdownList>
        {away.map(({ name, severity, message }) => (
          <DropdownItem key={name} value={name} icon={<SeverityIcon severity={severity} />} description={message}>
            {name}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}

import {
  Dropdown,
  DropdownItem,
  DropdownList,
  MenuSearch,
  MenuSearchInput,
  MenuToggle,
  SearchInput,
} from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import { clusterStatus } from './clusterStatus';
import { samePageIn } from './samePageIn';

const searchableFrom = 8;

/** Changes the cluster and keeps the page. */
export function ClusterSwitcher({ current }: { current: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const clusters = useClusterNames();
  const [isOpen, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const wanted = search.toLowerCase();
  const shown = clusters.filter(({ name, alias }) => `${name} ${alias}`.toLowerCase().includes(wanted));
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      isScrollable
      onSelect={(_event, value) => {
        setOpen(false);
        void navigate(samePageIn(pathname, String(value)));
      }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          isExpanded={isOpen}
          aria-label={t('clusters.switch', { cluster: current })}
          onClick={() => setOpen(!isOpen)}
        >
          {current}
        </MenuToggle>
      )}
    >
      {clusters.length > searchableFrom && (
        <MenuSearch>
          <MenuSearchInput>
            <SearchInput value={search} aria-label={t('clusters.find')} onChange={(_event, next) => setSearch(next)} />
          </MenuSearchInput>
        </MenuSearch>
      )}
      <DropdownList>
        {shown.map(({ name, alias, cluster }) => (
          <DropdownItem
            key={name}
            value={name}
            isSelected={name === current}
            icon={<SeverityIcon severity={clusterStatus(cluster).severity} />}
            description={alias || undefined}
          >
            {name}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}

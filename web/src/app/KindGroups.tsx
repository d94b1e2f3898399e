import { NavExpandable } from '@patternfly/react-core';
import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindGroups, type KindGroup } from '@/features/resources/kinds/navigation';
import { say } from '@/shared/i18n/words';
import { PathnameContext } from '@/shared/places/NavigateContext';
import { readPreference, writePreference } from '@/shared/storage/preference';
import { NavLinkItem } from './NavLinkItem';

interface Props {
  /** The address of a kind; null where it has none. */
  link(segment: string): string | null;
}

/** Every kind of Kubernetes by what it is for; a group stays as the person left it. */
export function KindGroups({ link }: Props) {
  return kindGroups.map((group) => <Group key={group.id} group={group} link={link} />);
}

function Group({ group, link }: { group: KindGroup } & Props) {
  const { t } = useTranslation();
  const pathname = use(PathnameContext);
  const preference = `nav.${group.id}`;
  const [isOpen, setOpen] = useState(() => readPreference(preference) ?? (group.id === 'workloads' ? 'open' : ''));
  const entries = group.entries.flatMap((entry) => {
    const to = link(entry.segment);
    return to === null ? [] : [{ ...entry, to }];
  });
  const isActive = entries.some(({ segment, to }) => isAt(pathname, to, segment));
  return (
    <NavExpandable
      title={t(group.title)}
      isActive={isActive}
      isExpanded={isOpen === 'open' || isActive}
      onExpand={(_event, next) => {
        setOpen(next ? 'open' : '');
        writePreference(preference, next ? 'open' : 'closed');
      }}
    >
      {entries.map(({ segment, title, to }) => (
        <NavLinkItem
          key={segment}
          to={to}
          isExact={segment === catalog}
          also={segment === catalog ? undefined : `/${segment}/`}
        >
          {say(t, title)}
        </NavLinkItem>
      ))}
    </NavExpandable>
  );
}

/** The page of all kinds, below which the kinds have their addresses. */
const catalog = 'kinds';

const isAt = (pathname: string, link: string, segment: string): boolean =>
  pathname === link || (segment !== catalog && (pathname.startsWith(`${link}/`) || pathname.includes(`/${segment}/`)));

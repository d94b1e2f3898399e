import { Button, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filters } from './useFilters';

interface Props {
  filters: Pick<Filters<never>, 'isSet' | 'clear'>;
  /** The filters. */
  children: ReactNode;
  /** What can be done here, at the end of the bar. */
  actions?: ReactNode;
}

/** Filters of a list, with a way to take all of them away. */
export function FilterBar({ filters, children, actions }: Props) {
  const { t } = useTranslation();
  return (
    <Toolbar className="kp-toolbar" inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        {children}
        {filters.isSet && (
          <ToolbarItem>
            <Button variant="link" onClick={filters.clear}>
              {t('list.clearFilters')}
            </Button>
          </ToolbarItem>
        )}
        {actions}
      </ToolbarContent>
    </Toolbar>
  );
}

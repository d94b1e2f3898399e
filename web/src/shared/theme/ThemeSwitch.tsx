import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import AdjustIcon from '@patternfly/react-icons/dist/esm/icons/adjust-icon';
import MoonIcon from '@patternfly/react-icons/dist/esm/icons/moon-icon';
import SunIcon from '@patternfly/react-icons/dist/esm/icons/sun-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseTheme, useThemeChoice, type ThemeChoice } from './theme';

const icons: Record<ThemeChoice, typeof SunIcon> = { light: SunIcon, dark: MoonIcon, system: AdjustIcon };
const choices: readonly ThemeChoice[] = ['light', 'dark', 'system'];

export function ThemeSwitch() {
  const { t } = useTranslation();
  const choice = useThemeChoice();
  const [isOpen, setOpen] = useState(false);
  const Current = icons[choice];
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={(_event, value) => {
        chooseTheme(value as ThemeChoice);
        setOpen(false);
      }}
      popperProps={{ position: 'end' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plain"
          isExpanded={isOpen}
          aria-label={t('shell.theme')}
          onClick={() => setOpen(!isOpen)}
          icon={<Current />}
        />
      )}
    >
      <DropdownList>
        {choices.map((value) => {
          const Choice = icons[value];
          return (
            <DropdownItem key={value} value={value} icon={<Choice />} isSelected={value === choice}>
              {t(`shell.themes.${value}`)}
            </DropdownItem>
          );
        })}
      </DropdownList>
    </Dropdown>
  );
}

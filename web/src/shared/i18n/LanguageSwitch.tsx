import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import LanguageIcon from '@patternfly/react-icons/dist/esm/icons/language-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages, type Language } from './languages';
import { useChooseLanguage } from './useChooseLanguage';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const chooseLanguage = useChooseLanguage();
  const [isOpen, setOpen] = useState(false);
  const choose = (language: Language) => {
    setOpen(false);
    return chooseLanguage(language);
  };
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={(_event, value) => void choose(value as Language)}
      popperProps={{ position: 'end' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plainText"
          icon={<LanguageIcon />}
          isExpanded={isOpen}
          aria-label={t('shell.language')}
          onClick={() => setOpen(!isOpen)}
        >
          {languages.find(({ code }) => code === i18n.language)?.name}
        </MenuToggle>
      )}
    >
      <DropdownList>
        {languages.map(({ code, name }) => (
          <DropdownItem key={code} value={code} lang={code} isSelected={code === i18n.language}>
            {name}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}

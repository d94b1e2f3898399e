import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import LanguageIcon from '@patternfly/react-icons/dist/esm/icons/language-icon';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveClient } from '@/shared/live/LiveContext';
import { chooseLanguage } from './i18n';
import { languages, type Language } from './languages';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const live = useLiveClient();
  const [isOpen, setOpen] = useState(false);
  const choose = async (language: Language) => {
    setOpen(false);
    await chooseLanguage(language);
    // Rows carry words of the server, which come in the language that they were asked in.
    live.reconnect();
    await client.invalidateQueries();
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

import { DropdownItem } from '@patternfly/react-core';
import HelpIcon from '@patternfly/react-icons/dist/esm/icons/outlined-question-circle-icon';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ButtonMenu } from '@/shared/actions/ButtonMenu';

/** What helps to find one's way: the keys, and the API. */
export function HelpMenu({ onKeys }: { onKeys(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <ButtonMenu label={t('shell.help')} icon={<HelpIcon />}>
      <DropdownItem onClick={onKeys}>{t('keyboard.title')}</DropdownItem>
      <DropdownItem onClick={() => void navigate('/help/api')}>{t('api.title')}</DropdownItem>
    </ButtonMenu>
  );
}

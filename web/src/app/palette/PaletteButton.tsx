import { Button } from '@patternfly/react-core';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useTranslation } from 'react-i18next';
import { useBindings } from '@/shared/keyboard/bindings';
import { Keys } from '@/shared/keyboard/Keys';

/** Opens the palette, and says with which keys it opens. */
export function PaletteButton({ onOpen }: { onOpen(): void }) {
  const { t } = useTranslation();
  const keys = useBindings()['palette.open'];
  return (
    <Button
      variant="tertiary"
      icon={<SearchIcon />}
      className="kp-palette-button"
      aria-label={t('palette.title')}
      onClick={onOpen}
    >
      <span className="kp-palette-button__text">{t('palette.button')}</span>{' '}
      {keys.length > 0 && (
        <span className="kp-palette-button__text" aria-hidden="true">
          <Keys sequences={keys.slice(0, 1)} />
        </span>
      )}
    </Button>
  );
}

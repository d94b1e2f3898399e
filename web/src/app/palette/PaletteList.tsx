import { useTranslation } from 'react-i18next';
import { useBindings } from '@/shared/keyboard/bindings';
import { Keys } from '@/shared/keyboard/Keys';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import type { PaletteItem } from './PaletteItem';
import type { RankedGroup } from './rankItems';

interface Props {
  listId: string;
  groups: RankedGroup[];
  current: number;
  optionId(index: number): string;
  onPoint(index: number): void;
  onChoose(item: PaletteItem): void;
  isBusy: boolean;
  error: Error | null;
  isEmpty: boolean;
}

export function PaletteList({ listId, groups, current, optionId, onPoint, onChoose, isBusy, error, isEmpty }: Props) {
  const { t } = useTranslation();
  const bindings = useBindings();
  let index = -1;
  return (
    <>
      <div id={listId} role="listbox" aria-label={t('palette.results')} aria-busy={isBusy} className="kp-palette__list">
        {groups.map(({ group, items }) => (
          <div key={group} role="group" aria-labelledby={`${listId}-${group}`}>
            <div id={`${listId}-${group}`} className="kp-palette__group" role="presentation">
              {t(`palette.groups.${group}`)}
            </div>
            {items.map((item) => {
              index++;
              const mine = index;
              return (
                <div
                  key={item.id}
                  id={optionId(mine)}
                  role="option"
                  aria-selected={mine === current}
                  className="kp-palette__item"
                  // The field keeps the focus; the pointer only points.
                  onMouseDown={(event) => event.preventDefault()}
                  onMouseMove={() => onPoint(mine)}
                  onClick={() => onChoose(item)}
                >
                  {item.severity && <SeverityIcon severity={item.severity} />}
                  <span className="kp-palette__title">{item.title}</span>
                  {item.hint && <span className="kp-palette__hint">{item.hint}</span>}
                  {item.keys && bindings[item.keys].length > 0 && <Keys sequences={bindings[item.keys].slice(0, 1)} />}
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <div className="kp-palette__foot" role="status">
        {error ? error.message : isEmpty ? t(isBusy ? 'palette.searching' : 'palette.nothing') : t('palette.help')}
      </div>
    </>
  );
}

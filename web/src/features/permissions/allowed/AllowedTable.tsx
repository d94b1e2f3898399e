import CheckIcon from '@patternfly/react-icons/dist/esm/icons/check-icon';
import { useTranslation } from 'react-i18next';
import type { AllowedList } from '../permissionsApi';
import { VerbTable } from '../VerbTable';
import { reasonText } from './reasonText';

/** What somebody may do with each kind, and what gives it to them. */
export function AllowedTable({ allowed: { items, reasons } }: { allowed: AllowedList }) {
  const { t } = useTranslation();
  return (
    <VerbTable
      label={t('allowed.table')}
      rows={items}
      keyOf={({ group, resource }) => `${group}/${resource}`}
      noteOf={({ verbs }) => {
        const names = [...new Set(verbs.flatMap((right) => right.names))];
        return names.length > 0 ? t('allowed.onlyNames', { names: names.join(', ') }) : '';
      }}
      mark={({ verbs }, verb) => {
        const right = verbs.find((each) => each.verb === verb);
        if (!right) return <span className="kp-muted">–</span>;
        return (
          <>
            <CheckIcon title={t('allowed.may')} />
            {right.names.length > 0 && '*'}
          </>
        );
      }}
      last={{
        title: t('allowed.by'),
        cell: ({ verbs }) =>
          reasons.map((reason, place) => {
            const gives = verbs.filter(({ by }) => by.includes(place)).map(({ verb }) => verb);
            if (gives.length === 0) return null;
            return (
              <div key={place}>
                {reasonText(t, reason)}
                {gives.length < verbs.length && <span className="kp-muted"> {gives.join(', ')}</span>}
              </div>
            );
          }),
      }}
    />
  );
}

import { ExpandableSection, FormSelect, FormSelectOption, TextArea, TextInput } from '@patternfly/react-core';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/shared/forms/Field';
import { distributions } from '../providers';
import type { ClusterFields, FieldErrors } from './clusterFields';

interface Props {
  prefix: string;
  fields: ClusterFields;
  errors: FieldErrors<keyof ClusterFields>;
  /** What the cluster was recognised as; empty before it was. */
  recognised: string;
  onChange(change: Partial<ClusterFields>): void;
  /** The first field, to take the focus. */
  first?: RefObject<HTMLInputElement | null>;
  isWhole?: boolean;
}

/** What people give a cluster: alias, distribution and labels; the rest opens. */
export function ClusterFieldset({ prefix, fields, errors, recognised, onChange, first, isWhole = false }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(isWhole);
  const text = (field: 'aliasName' | 'labels' | 'region' | 'zone' | 'proxyUrl', label: string, help?: string) => (
    <Field id={`${prefix}-${field}`} label={label} error={errors[field]} help={help}>
      <TextInput
        id={`${prefix}-${field}`}
        ref={field === 'aliasName' ? first : undefined}
        value={fields[field]}
        validated={errors[field] ? 'error' : 'default'}
        aria-describedby={help ? `${prefix}-${field}-help` : undefined}
        onChange={(_event, value) => onChange({ [field]: value })}
      />
    </Field>
  );
  const lines = (field: 'describe' | 'annotations', label: string, help?: string) => (
    <Field id={`${prefix}-${field}`} label={label} error={errors[field]} help={help}>
      <TextArea
        id={`${prefix}-${field}`}
        value={fields[field]}
        rows={2}
        resizeOrientation="vertical"
        validated={errors[field] ? 'error' : 'default'}
        onChange={(_event, value) => onChange({ [field]: value })}
      />
    </Field>
  );
  return (
    <>
      {text('aliasName', t('fields.alias'), t('clusters.import.aliasHelp'))}
      <Field
        id={`${prefix}-distribution`}
        label={t('fields.provider')}
        error={errors.distribution}
        help={t('clusters.form.distributionHelp')}
      >
        <FormSelect
          id={`${prefix}-distribution`}
          value={fields.distribution}
          onChange={(_event, distribution) => onChange({ distribution })}
        >
          <FormSelectOption
            value=""
            label={
              recognised
                ? t('clusters.form.recognisedAs', { name: distributions[recognised] ?? recognised })
                : t('clusters.form.recognised')
            }
          />
          {Object.entries(distributions)
            .filter(([value]) => value !== 'sandbox')
            .map(([value, name]) => (
              <FormSelectOption key={value} value={value} label={name} />
            ))}
        </FormSelect>
      </Field>
      {text('labels', t('fields.labels'), t('clusters.import.labelsHelp'))}
      <ExpandableSection
        toggleText={t('clusters.form.more')}
        isExpanded={isOpen}
        onToggle={(_event, open) => setOpen(open)}
        isIndented
      >
        <div className="kp-fieldset">
          {text('proxyUrl', t('clusters.form.proxy'), t('clusters.form.proxyHelp'))}
          {text('region', t('fields.region'))}
          {text('zone', t('fields.zone'))}
          {lines('describe', t('clusters.form.describe'))}
          {lines('annotations', t('fields.annotations'), t('clusters.form.annotationsHelp'))}
        </div>
      </ExpandableSection>
    </>
  );
}

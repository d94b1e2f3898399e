import {
  Alert,
  ClipboardCopyButton,
  CodeBlock,
  CodeBlockAction,
  CodeBlockCode,
  ExpandableSection,
  FormSelect,
  FormSelectOption,
  Skeleton,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { Field } from '@/shared/forms/Field';
import { ListFailure } from '@/shared/list/ListFailure';
import type { ImportGuide } from '../shapes';

/** How to make a kubeconfig that can be imported: commands to copy, for each vendor. */
export function GuideSection() {
  const { t, i18n } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [vendor, setVendor] = useState('');
  const { data, error, refetch } = useQuery({
    queryKey: ['import-guides', i18n.language],
    queryFn: ({ signal }) => get<{ items: ImportGuide[] }>('/api/v1/import-guides', undefined, signal),
    enabled: isOpen,
    staleTime: Infinity,
  });
  const guide = data?.items.find(({ distribution }) => distribution === vendor);
  return (
    <ExpandableSection
      toggleText={t('clusters.guide.toggle')}
      isExpanded={isOpen}
      onToggle={(_event, open) => setOpen(open)}
      isIndented
    >
      {error && <ListFailure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton width="70%" />}
      {data && (
        <div className="kp-fieldset">
          <Field id="guide-vendor" label={t('clusters.guide.vendor')}>
            <FormSelect id="guide-vendor" value={vendor} onChange={(_event, value) => setVendor(value)}>
              {data.items.map(({ distribution, title }) => (
                <FormSelectOption key={distribution} value={distribution} label={title} />
              ))}
            </FormSelect>
          </Field>
          {guide?.note && <Alert isInline isPlain variant="info" title={guide.note} />}
          <ol className="kp-steps">
            {guide?.steps.map(({ title, commands }, index) => (
              <li key={title}>
                <p>{title}</p>
                <Commands id={`guide-step-${index}`} text={commands} />
              </li>
            ))}
          </ol>
          <p className="kp-muted">{t('clusters.guide.care')}</p>
        </div>
      )}
    </ExpandableSection>
  );
}

function Commands({ id, text }: { id: string; text: string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  return (
    <CodeBlock
      actions={
        <CodeBlockAction>
          <ClipboardCopyButton
            id={`${id}-copy`}
            aria-label={t('clusters.guide.copy')}
            variant="plain"
            exitDelay={isCopied ? 1_500 : 300}
            onTooltipHidden={() => setCopied(false)}
            onClick={() => {
              void navigator.clipboard.writeText(text).then(() => setCopied(true));
            }}
          >
            {t(isCopied ? 'clusters.guide.copied' : 'clusters.guide.copy')}
          </ClipboardCopyButton>
        </CodeBlockAction>
      }
    >
      <CodeBlockCode id={id} className="kp-commands" tabIndex={0}>
        {text}
      </CodeBlockCode>
    </CodeBlock>
  );
}

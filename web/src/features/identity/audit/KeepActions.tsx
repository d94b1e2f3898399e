import { Button, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/shared/access/useMay';
import type { AuditRecordName } from './auditKeep';
import { ClearDialog } from './ClearDialog';
import { KeepDialog } from './KeepDialog';

/** How long records are kept, and clearing the one that is shown; nothing for those who may not. */
export function KeepActions({ record }: { record: AuditRecordName }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<'keep' | 'clear' | null>(null);
  const close = () => setOpened(null);
  const may = useMay({ verb: 'delete', resource: 'audits.ghippo.io' });
  if (may.allowed !== true) return null;
  return (
    <>
      <ToolbarItem>
        <Button variant="secondary" onClick={() => setOpened('keep')}>
          {t('audit.keep.open')}
        </Button>
      </ToolbarItem>
      <ToolbarItem>
        <Button variant="secondary" isDanger onClick={() => setOpened('clear')}>
          {t('audit.clear.open')}
        </Button>
      </ToolbarItem>
      {opened === 'keep' && <KeepDialog onClose={close} />}
      {opened === 'clear' && <ClearDialog record={record} onClose={close} />}
    </>
  );
}

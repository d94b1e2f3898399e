import { Alert, AlertActionLink, Button, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { YamlEditor } from '@/shared/yaml/YamlEditor';
import { ReviewChanges } from './ReviewChanges';
import { useYamlEdit } from './useYamlEdit';

interface Props {
  kind: KindDescriptor;
  path: string;
  /** The object as JSON, as it was read. */
  original: string;
  onReload(): void;
}

/** Edit, let the cluster check it, look at the difference, save. */
export function YamlForm({ kind, path, original, onReload }: Props) {
  const { t } = useTranslation();
  const edit = useYamlEdit(path, original);
  const [isReviewing, setReviewing] = useState(false);
  const { problem, error, conflicts } = edit;

  const review = async () => {
    if (await edit.check()) setReviewing(true);
  };
  return (
    <div className="kp-yaml">
      <Toolbar inset={{ default: 'insetNone' }} className="kp-toolbar">
        <ToolbarContent>
          <ToolbarItem>
            <Button
              variant="primary"
              isDisabled={!edit.isChanged || problem !== undefined || edit.isChecking}
              isLoading={edit.isChecking}
              onClick={() => void review()}
            >
              {t('yaml.review')}
            </Button>
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="secondary" isDisabled={!edit.isChanged} onClick={edit.reset}>
              {t('yaml.discard')}
            </Button>
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="link" isDisabled={edit.isChanged} onClick={onReload}>
              {t('yaml.reload')}
            </Button>
          </ToolbarItem>
          <ToolbarItem align={{ default: 'alignEnd' }} alignSelf="center" className="kp-muted">
            {edit.isChanged ? t('yaml.unsaved') : kind.kind}
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {problem && (
        <Alert isInline variant="warning" title={t('yaml.problem', { line: problem.line, message: problem.message })} />
      )}
      {error && (
        <Alert
          isInline
          variant="danger"
          title={t(error.isConflict ? 'yaml.conflict' : 'yaml.refused')}
          actionLinks={
            error.isConflict && (
              <AlertActionLink onClick={() => void edit.merge()}>{t('yaml.reloadAndMerge')}</AlertActionLink>
            )
          }
        >
          {error.isConflict ? t('yaml.conflictBody') : error.message}
          <ErrorReference error={error} />
        </Alert>
      )}
      {conflicts && (
        <Alert isInline variant={conflicts.length === 0 ? 'success' : 'warning'} title={t('yaml.merged')}>
          {conflicts.length === 0 ? t('yaml.mergedClean') : t('yaml.mergedConflicts', { paths: conflicts.join(', ') })}
        </Alert>
      )}
      <YamlEditor value={edit.text} label={t('yaml.editor')} onChange={edit.setText} />
      {isReviewing && edit.checked !== null && (
        <ReviewChanges
          before={edit.base}
          after={edit.checked}
          isSaving={edit.isSaving}
          onSave={() => void edit.save().finally(() => setReviewing(false))}
          onClose={() => setReviewing(false)}
        />
      )}
    </div>
  );
}

import { Alert, AlertActionLink, Button, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { objectJsonPath, type ObjectAddress } from '@/shared/api/paths';
import { markUnsaved } from '@/shared/dock/dock';
import { writeDraft } from '@/shared/dock/drafts';
import { ApiWarnings } from '@/shared/feedback/ApiWarnings';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { useUnloadWarning } from '@/shared/feedback/useUnloadWarning';
import { MayButton } from '@/shared/access/MayButton';
import { collectionOf } from '@/shared/kinds/needs';
import { useYamlSchema } from '@/shared/yaml/schema/useYamlSchema';
import { YamlEditor } from '@/shared/yaml/YamlEditor';
import { ConflictDialog } from './ConflictDialog';
import { LeaveGuard } from './LeaveGuard';
import { ReviewChanges } from './ReviewChanges';
import { useYamlEdit } from './useYamlEdit';
import { openYamlInDock } from './yamlDock';

interface Props {
  kind: KindDescriptor;
  place: ObjectAddress;
  /** The object as JSON, as it was read. */
  original: string;
  /** What was made of it before, and not saved. */
  draft?: string;
  isDocked: boolean;
  onReload(): void;
}

/** Edit, let the cluster check it, look at the difference, save. */
export function YamlForm({ kind, place, original, draft, isDocked, onReload }: Props) {
  const { t } = useTranslation();
  const path = objectJsonPath(place);
  const edit = useYamlEdit(path, original, draft);
  const { schema, unknown } = useYamlSchema(place.cluster, edit.text);
  const [isReviewing, setReviewing] = useState(false);
  const { problem, error, isChanged, text, base } = edit;
  // The text of a Secret is kept nowhere but here.
  const mayKeep = !kind.can.isSecret;

  useUnloadWarning(isChanged);
  useEffect(() => {
    if (!isDocked) return;
    markUnsaved(path, isChanged);
    if (mayKeep) writeDraft(path, isChanged ? { original: base, text } : null);
  }, [isDocked, mayKeep, path, isChanged, base, text]);
  useEffect(
    () => () => {
      if (!isDocked) return;
      markUnsaved(path, false);
      writeDraft(path, null);
    },
    [isDocked, path],
  );

  const keepOpen = () => {
    if (isChanged && mayKeep) writeDraft(path, { original: base, text });
    openYamlInDock(place, kind.kind);
  };
  const review = async () => setReviewing(await edit.check());
  return (
    <div className="kp-yaml">
      <Toolbar inset={{ default: 'insetNone' }} className="kp-toolbar">
        <ToolbarContent>
          <ToolbarItem>
            <MayButton
              needs={[
                {
                  verb: 'update',
                  resource: collectionOf(kind),
                  cluster: place.cluster,
                  namespace: place.namespace,
                  name: place.name,
                },
              ]}
              variant="primary"
              isDisabled={!isChanged || problem !== undefined || edit.isChecking}
              isLoading={edit.isChecking}
              onClick={() => void review()}
            >
              {t('yaml.review')}
            </MayButton>
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="secondary" isDisabled={!isChanged} onClick={edit.reset}>
              {t('yaml.discard')}
            </Button>
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="link" isDisabled={isChanged} onClick={onReload}>
              {t('yaml.reload')}
            </Button>
          </ToolbarItem>
          {!isDocked && (
            <ToolbarItem>
              <Button variant="link" isDisabled={isChanged && !mayKeep} onClick={keepOpen}>
                {t('dock.keepYaml')}
              </Button>
            </ToolbarItem>
          )}
          <ToolbarItem align={{ default: 'alignEnd' }} alignSelf="center" className="kp-muted">
            {isChanged ? t('yaml.unsaved') : unknown.length > 0 ? t('yaml.noSchema', { kind: kind.kind }) : kind.kind}
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
              <AlertActionLink onClick={() => void edit.meet()}>{t('conflict.resolve')}</AlertActionLink>
            )
          }
        >
          {error.isConflict ? t('yaml.conflictBody') : error.message}
          <ErrorReference error={error} />
        </Alert>
      )}
      <ApiWarnings warnings={edit.warnings} />
      <YamlEditor value={text} label={t('yaml.editor')} schema={schema} onChange={edit.setText} />
      {isReviewing && edit.checked !== null && (
        <ReviewChanges
          before={base}
          after={edit.checked.text}
          warnings={edit.checked.warnings}
          isSaving={edit.isSaving}
          onSave={() => void edit.save().finally(() => setReviewing(false))}
          onClose={() => setReviewing(false)}
        />
      )}
      {edit.conflict && (
        <ConflictDialog
          versions={edit.conflict}
          onMerged={(merged) => void edit.takeMerged(merged).then(setReviewing)}
          onClose={edit.leaveConflict}
        />
      )}
      {!isDocked && isChanged && <LeaveGuard onKeep={mayKeep ? keepOpen : undefined} />}
    </div>
  );
}

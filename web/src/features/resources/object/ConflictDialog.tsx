import {
  Alert,
  Button,
  ExpandableSection,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { differencesOf, mergedYaml, type ThreeVersions } from '@/shared/yaml/mergeObjects';
import { pathText, type Difference, type Side } from '@/shared/yaml/threeWay';
import { YamlDiff } from '@/shared/yaml/YamlDiff';
import { DifferenceTable } from './DifferenceTable';

interface Props {
  versions: ThreeVersions;
  /** Goes on with the merged YAML. */
  onMerged(text: string): void;
  onClose(): void;
}

/** An edit that met another: before, theirs and yours side by side, and a choice for each place in which both changed something. */
export function ConflictDialog({ versions, onMerged, onClose }: Props) {
  const { t } = useTranslation();
  const differences = useMemo(() => differencesOf(versions), [versions]);
  const { conflicts, others } = differences;
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const [isResultShown, setResultShown] = useState(false);
  const [areOthersShown, setOthersShown] = useState(conflicts.length === 0);
  const sideOf = (one: Difference): Side | undefined =>
    chosen.get(pathText(one.path)) ?? (one.by === 'conflict' ? undefined : one.by);
  const open = conflicts.filter((one) => !sideOf(one)).length;
  const merged = () => mergedYaml(versions, differences, (one) => sideOf(one) ?? 'theirs');
  const chooseAll = (side: Side) =>
    setChosen(new Map([...chosen, ...conflicts.map(({ path }) => [pathText(path), side] as const)]));
  const onChoose = (one: Difference, side: Side) => setChosen(new Map([...chosen, [pathText(one.path), side]]));
  return (
    <Modal isOpen variant="large" className="kp-conflict" onClose={onClose} aria-labelledby="conflict-title">
      <ModalHeader
        title={t('conflict.title')}
        description={t('conflict.body')}
        titleIconVariant="warning"
        labelId="conflict-title"
      />
      <ModalBody tabIndex={0} aria-label={t('conflict.title')}>
        {conflicts.length === 0 ? (
          <Alert isInline variant="success" title={t('conflict.none')} />
        ) : (
          <>
            <Toolbar inset={{ default: 'insetNone' }} className="kp-toolbar">
              <ToolbarContent>
                <ToolbarItem alignSelf="center" role="status">
                  {open === 0 ? t('conflict.decided') : t('conflict.open', { count: open })}
                </ToolbarItem>
                <ToolbarItem align={{ default: 'alignEnd' }}>
                  <Button variant="secondary" size="sm" onClick={() => chooseAll('theirs')}>
                    {t('conflict.allTheirs')}
                  </Button>
                </ToolbarItem>
                <ToolbarItem>
                  <Button variant="secondary" size="sm" onClick={() => chooseAll('yours')}>
                    {t('conflict.allYours')}
                  </Button>
                </ToolbarItem>
              </ToolbarContent>
            </Toolbar>
            <DifferenceTable label={t('conflict.places')} differences={conflicts} sideOf={sideOf} onChoose={onChoose} />
          </>
        )}
        {others.length > 0 && (
          <ExpandableSection
            toggleText={t('conflict.others', { count: others.length })}
            isExpanded={areOthersShown}
            onToggle={(_event, next) => setOthersShown(next)}
          >
            <DifferenceTable
              label={t('conflict.othersLabel')}
              differences={others}
              sideOf={sideOf}
              onChoose={onChoose}
            />
          </ExpandableSection>
        )}
        <ExpandableSection
          toggleText={t('conflict.result')}
          isExpanded={isResultShown}
          onToggle={(_event, next) => setResultShown(next)}
        >
          {isResultShown && (
            <YamlDiff
              before={versions.theirs}
              after={merged()}
              labels={{ before: t('conflict.theirs'), after: t('conflict.result') }}
            />
          )}
        </ExpandableSection>
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" isDisabled={open > 0} onClick={() => onMerged(merged())}>
          {t('conflict.review')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

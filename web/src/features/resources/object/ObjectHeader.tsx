import { Flex, FlexItem, Label, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import type { RowAction } from '@/shared/list/descriptor';
import { StatusText } from '@/shared/status/StatusText';
import { Age } from '@/shared/time/Age';
import { ActionMenu } from './ActionMenu';

interface Props {
  kind: KindDescriptor;
  object: ListedObject;
  isGone: boolean;
  actions: RowAction[];
}

export function ObjectHeader({ kind, object, isGone, actions }: Props) {
  const { t } = useTranslation();
  const { state, severity } = kind.status(object);
  return (
    <Flex alignItems={{ default: 'alignItemsCenter' }} gap={{ default: 'gapMd' }}>
      <FlexItem>
        <Label isCompact color="blue" variant="outline">
          {kind.kind}
        </Label>
      </FlexItem>
      <FlexItem className="kp-object-name">
        <Title headingLevel="h2" size="2xl">
          {object.metadata.name}
        </Title>
      </FlexItem>
      {state && (
        <FlexItem>
          <StatusText state={state} severity={severity} />
        </FlexItem>
      )}
      <FlexItem className="kp-muted">
        {t('fields.age')} <Age since={object.metadata.creationTimestamp} />
      </FlexItem>
      {!isGone && actions.length > 0 && (
        <FlexItem align={{ default: 'alignRight' }}>
          <ActionMenu actions={actions} />
        </FlexItem>
      )}
    </Flex>
  );
}

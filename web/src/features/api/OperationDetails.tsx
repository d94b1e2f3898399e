import { Content, Stack, StackItem, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeText } from './CodeText';
import type { Operation, Schema } from './openApi';
import { OperationForm } from './OperationForm';
import { schemaText } from './schemaText';

interface Props {
  operation: Operation;
  schemas: Record<string, Schema>;
}

/** What an operation takes and answers with, and a form to try it. */
export function OperationDetails({ operation, schemas }: Props) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<string | number>('read');
  return (
    <Tabs activeKey={tab} onSelect={(_event, key) => setTab(key)} mountOnEnter aria-label={operation.path}>
      <Tab eventKey="read" title={<TabTitleText>{t('api.description')}</TabTitleText>}>
        <Stack hasGutter className="kp-api-details">
          <StackItem>
            <Parameters operation={operation} schemas={schemas} />
          </StackItem>
          {operation.body && (
            <StackItem>
              <Content component="h4">{t('api.body')}</Content>
              <CodeText label={t('api.body')} text={schemaText(operation.body, schemas)} />
            </StackItem>
          )}
          {operation.answer && (
            <StackItem>
              <Content component="h4">{t('api.answer')}</Content>
              <CodeText label={t('api.answer')} text={schemaText(operation.answer, schemas)} />
            </StackItem>
          )}
        </Stack>
      </Tab>
      <Tab eventKey="try" title={<TabTitleText>{t('api.try')}</TabTitleText>}>
        <div className="kp-api-details">
          <OperationForm operation={operation} schemas={schemas} />
        </div>
      </Tab>
    </Tabs>
  );
}

function Parameters({ operation, schemas }: Props) {
  const { t } = useTranslation();
  if (operation.parameters.length === 0) return <Content component="p">{t('api.noParameters')}</Content>;
  return (
    <Table variant="compact" aria-label={t('api.parameters')}>
      <Thead>
        <Tr>
          <Th>{t('api.parameter')}</Th>
          <Th>{t('api.place')}</Th>
          <Th>{t('api.type')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {operation.parameters.map(({ name, in: place, schema }) => (
          <Tr key={`${place} ${name}`}>
            <Td dataLabel={t('api.parameter')}>
              <code>{name}</code>
            </Td>
            <Td dataLabel={t('api.place')}>{t(place === 'path' ? 'api.inPath' : 'api.inQuery')}</Td>
            <Td dataLabel={t('api.type')}>
              <code>{schema ? schemaText(schema, schemas) : 'string'}</code>
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

import { Alert, Button, PageSection, Title, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { FileButton } from './FileButton';
import { CreateResults } from './CreateResults';
import { NamespaceField } from './NamespaceField';
import { exampleYaml } from './exampleYaml';
import { useCreate } from './useCreate';
import { useYamlSchema } from '@/shared/yaml/schema/useYamlSchema';

const YamlEditor = lazy(async () => ({ default: (await import('@/shared/yaml/YamlEditor')).YamlEditor }));

/** Create from YAML: one or more documents, checked by the cluster before anything is made. */
export function CreatePage() {
  const { t } = useTranslation();
  const { cluster = '' } = useParams();
  usePageTitle(t('create.title'), cluster);
  const [text, setText] = useState(exampleYaml);
  const [namespace, setNamespace] = useState('default');
  const create = useCreate(cluster, namespace, text);
  const { schema } = useYamlSchema(cluster, text);
  return (
    <PageSection isFilled className="kp-yaml">
      <Title headingLevel="h2" size="xl" className="kp-title">
        {t('create.title')}
      </Title>
      <Toolbar inset={{ default: 'insetNone' }} className="kp-toolbar">
        <ToolbarContent>
          <ToolbarItem alignSelf="center">
            <label htmlFor="create-namespace" className="kp-inline-label">
              {t('create.namespace')}
            </label>
          </ToolbarItem>
          <ToolbarItem>
            <NamespaceField id="create-namespace" cluster={cluster} value={namespace} onChange={setNamespace} />
          </ToolbarItem>
          <ToolbarItem>
            <FileButton onText={setText} />
          </ToolbarItem>
          <ToolbarItem align={{ default: 'alignEnd' }}>
            <Button
              variant="secondary"
              isDisabled={!create.isReady || create.isBusy}
              isLoading={create.isBusy && create.isDryRun}
              onClick={() => create.run(true)}
            >
              {t('create.check')}
            </Button>
          </ToolbarItem>
          <ToolbarItem>
            <Button
              variant="primary"
              isDisabled={!create.isReady || create.isBusy}
              isLoading={create.isBusy && !create.isDryRun}
              onClick={() => create.run(false)}
            >
              {t('create.submit')}
            </Button>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {create.problem && (
        <Alert
          isInline
          variant="warning"
          title={t('yaml.problem', { line: create.problem.line, message: create.problem.message })}
        />
      )}
      <CreateResults cluster={cluster} results={create.results} isDryRun={create.isDryRun} />
      <Suspense fallback={<div className="kp-editor" />}>
        <YamlEditor value={text} label={t('yaml.editor')} schema={schema} onChange={setText} />
      </Suspense>
    </PageSection>
  );
}

import { FileUpload } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  id: string;
  value: string;
  hasError: boolean;
  onChange(value: string): void;
}

/** Paste, drop a file, or choose one. It is never stored in the browser. */
export function KubeconfigField({ id, value, hasError, onChange }: Props) {
  const { t } = useTranslation();
  const [filename, setFilename] = useState('');
  return (
    <FileUpload
      id={id}
      type="text"
      value={value}
      filename={filename}
      filenamePlaceholder={t('clusters.import.dropFile')}
      filenameAriaLabel={t('clusters.import.fileName')}
      browseButtonText={t('clusters.import.chooseFile')}
      clearButtonText={t('actions.clear')}
      className="kp-kubeconfig"
      validated={hasError ? 'error' : 'default'}
      allowEditingUploadedText
      spellCheck={false}
      aria-label="Kubeconfig"
      onFileInputChange={(_event, file) => setFilename(file.name)}
      onDataChange={(_event, text) => onChange(text)}
      onTextChange={(_event, text) => onChange(text)}
      onClearClick={() => {
        setFilename('');
        onChange('');
      }}
    />
  );
}

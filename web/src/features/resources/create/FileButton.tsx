import { Button } from '@patternfly/react-core';
import UploadIcon from '@patternfly/react-icons/dist/esm/icons/upload-icon';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Which files the browser offers. */
  accept?: string;
  onText(text: string): void;
}

/** Reads a local file into the editor. */
export function FileButton({ accept = '.yaml,.yml,.json,text/*', onText }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-label={t('create.file')}
        onChange={async ({ target }) => {
          const [file] = target.files ?? [];
          if (file) onText(await file.text());
          target.value = '';
        }}
      />
      <Button variant="secondary" icon={<UploadIcon />} onClick={() => input.current?.click()}>
        {t('create.file')}
      </Button>
    </>
  );
}

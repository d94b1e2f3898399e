import { TextInputGroup, TextInputGroupMain } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { typedPath } from './pathSteps';

/** Goes to a directory by its path. */
export function PathField({ onGo }: { onGo(path: string): void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!text) return;
        onGo(typedPath(text.trim()));
        setText('');
      }}
    >
      <TextInputGroup>
        <TextInputGroupMain
          aria-label={t('files.goTo')}
          placeholder={t('files.goTo')}
          value={text}
          onChange={(_event, next) => setText(next)}
        />
      </TextInputGroup>
    </form>
  );
}

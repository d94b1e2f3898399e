import { Button, InputGroup, InputGroupItem, TextInput } from '@patternfly/react-core';
import EyeIcon from '@patternfly/react-icons/dist/esm/icons/eye-icon';
import EyeSlashIcon from '@patternfly/react-icons/dist/esm/icons/eye-slash-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export function PasswordInput({ id, value, onChange }: { id: string; value: string; onChange(value: string): void }) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  return (
    <InputGroup>
      <InputGroupItem isFill>
        <TextInput
          id={id}
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete="current-password"
          isRequired
          value={value}
          onChange={(_event, next) => onChange(next)}
        />
      </InputGroupItem>
      <InputGroupItem>
        <Button
          variant="control"
          aria-label={t(isShown ? 'signIn.hidePassword' : 'signIn.showPassword')}
          icon={isShown ? <EyeSlashIcon /> : <EyeIcon />}
          onClick={() => setShown(!isShown)}
        />
      </InputGroupItem>
    </InputGroup>
  );
}

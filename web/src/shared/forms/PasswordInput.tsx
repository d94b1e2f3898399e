import { Button, InputGroup, InputGroupItem, TextInput } from '@patternfly/react-core';
import EyeIcon from '@patternfly/react-icons/dist/esm/icons/eye-icon';
import EyeSlashIcon from '@patternfly/react-icons/dist/esm/icons/eye-slash-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  id: string;
  value: string;
  /** What the browser's store of passwords may offer: the one that there is, a new one, or nothing. */
  autoComplete?: 'current-password' | 'new-password' | 'off';
  isRequired?: boolean;
  autoFocus?: boolean;
  isWrong?: boolean;
  /** The id of the text that says more about it. */
  describedBy?: string;
  onChange(value: string): void;
}

export function PasswordInput(props: Props) {
  const { id, value, autoComplete = 'current-password', isRequired = true, autoFocus, isWrong, describedBy } = props;
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  return (
    <InputGroup>
      <InputGroupItem isFill>
        <TextInput
          id={id}
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoFocus={autoFocus}
          isRequired={isRequired}
          validated={isWrong ? 'error' : 'default'}
          aria-describedby={describedBy}
          value={value}
          onChange={(_event, next) => props.onChange(next)}
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

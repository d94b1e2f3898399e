import {
  Button,
  Form,
  FormGroup,
  FormHelperText,
  HelperText,
  HelperTextItem,
  Popover,
  TextInput,
} from '@patternfly/react-core';
import TagIcon from '@patternfly/react-icons/dist/esm/icons/tag-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A Kubernetes label selector, applied when it is complete. */
export function LabelFilter({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState(value);
  const apply = () => {
    onChange(text.trim());
    setOpen(false);
  };
  return (
    <Popover
      isVisible={isOpen}
      shouldOpen={() => {
        setText(value);
        setOpen(true);
      }}
      shouldClose={() => setOpen(false)}
      showClose={false}
      aria-label={t('list.labelSelector')}
      position="bottom"
      minWidth="22rem"
      bodyContent={
        <Form
          onSubmit={(event) => {
            event.preventDefault();
            apply();
          }}
        >
          <FormGroup label={t('list.labelSelector')} fieldId="label-selector">
            <TextInput id="label-selector" value={text} onChange={(_event, next) => setText(next)} autoFocus />
            <FormHelperText>
              <HelperText>
                <HelperTextItem>{t('list.labelSelectorHelp')}</HelperTextItem>
              </HelperText>
            </FormHelperText>
          </FormGroup>
          <Button type="submit" variant="primary" size="sm">
            {t('actions.apply')}
          </Button>
        </Form>
      }
    >
      <Button variant="control" icon={<TagIcon />} aria-label={t('list.labelSelector')} />
    </Popover>
  );
}

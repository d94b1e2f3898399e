import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { keyActions, type KeyActionId } from '@/shared/keyboard/actions';
import { bind, conflictsOf, meets, useBindings } from '@/shared/keyboard/bindings';
import { chordOf } from '@/shared/keyboard/chords';
import { Keys } from '@/shared/keyboard/Keys';

const mostChords = 2;

/** Listens to the keys that are to start an action. Tab and Escape keep their meaning, so that nobody is caught here. */
export function RebindDialog({ id, onClose }: { id: KeyActionId; onClose(): void }) {
  const { t } = useTranslation();
  const bindings = useBindings();
  const [chords, setChords] = useState<string[]>([]);
  const sequence = chords.join(' ');
  const conflicts = sequence ? conflictsOf(bindings, id, sequence) : [];
  const titleOf = (action: KeyActionId) => {
    const found = keyActions.find((each) => each.id === action);
    return found ? (t(found.title) as string) : action;
  };
  const listen = (event: KeyboardEvent) => {
    const chord = chordOf(event.nativeEvent);
    if (!chord || /(^|\+)(Tab|Escape)$/.test(chord)) return;
    event.preventDefault();
    event.stopPropagation();
    setChords((heard) => (heard.length < mostChords ? [...heard, chord] : [chord]));
  };
  const save = () => {
    // Keys that are taken over are taken from the others.
    for (const other of conflicts)
      bind(
        other,
        bindings[other].filter((keys) => !meets(keys, sequence)),
      );
    bind(id, [sequence]);
    onClose();
  };
  const unbind = () => {
    bind(id, []);
    onClose();
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="rebind-title" elementToFocus="#rebind-field">
      <ModalHeader
        title={t('keyboard.changeOf', { action: titleOf(id) })}
        labelId="rebind-title"
        description={t('keyboard.press')}
      />
      <ModalBody>
        <div
          id="rebind-field"
          className="kp-rebind"
          role="button"
          tabIndex={0}
          aria-label={t('keyboard.press')}
          onKeyDown={listen}
        >
          {sequence ? <Keys sequences={[sequence]} /> : <span className="kp-muted">{t('keyboard.listening')}</span>}
        </div>
        {conflicts.length > 0 && (
          <Alert
            isInline
            variant="warning"
            className="kp-space-top"
            title={t('keyboard.conflict', { actions: conflicts.map(titleOf).join(', ') })}
          >
            {t('keyboard.takeOver')}
          </Alert>
        )}
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" isDisabled={!sequence} onClick={save}>
          {t('actions.save')}
        </Button>
        <Button variant="link" onClick={unbind}>
          {t('keyboard.none')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

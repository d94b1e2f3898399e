import { Gallery, Modal, ModalBody, ModalHeader, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { keyActions, keyGroups } from '@/shared/keyboard/actions';
import { useBindings } from '@/shared/keyboard/bindings';
import { Keys } from '@/shared/keyboard/Keys';

/** Which keys do what, as this person has bound them. */
export function KeyboardHelp({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const bindings = useBindings();
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-labelledby="keyboard-help">
      <ModalHeader title={t('keyboard.title')} labelId="keyboard-help" />
      <ModalBody>
        <Gallery hasGutter minWidths={{ default: '18rem' }}>
          {keyGroups.map((group) => (
            <section key={group} aria-labelledby={`keys-${group}`}>
              <Title headingLevel="h2" size="md" id={`keys-${group}`}>
                {t(`keyboard.groups.${group}`)}
              </Title>
              <dl className="kp-key-list">
                {keyActions
                  .filter((action) => action.group === group && bindings[action.id].length > 0)
                  .map(({ id, title }) => (
                    <div key={id}>
                      <dt>{t(title)}</dt>
                      <dd>
                        <Keys sequences={bindings[id]} />
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
        </Gallery>
      </ModalBody>
    </Modal>
  );
}

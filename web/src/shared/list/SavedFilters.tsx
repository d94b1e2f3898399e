import {
  Button,
  Divider,
  Form,
  FormGroup,
  Menu,
  MenuContent,
  MenuItem,
  MenuItemAction,
  MenuList,
  MenuToggle,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Popper,
  TextInput,
} from '@patternfly/react-core';
import BookmarkIcon from '@patternfly/react-icons/dist/esm/icons/bookmark-icon';
import TrashIcon from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { applyFilter, filterQuery, useSavedFilters } from './savedFilters';
import { useDismiss } from './useDismiss';

/** Filters that the person gave a name: chosen, kept and forgotten here. */
export function SavedFilters({ list }: { list: string }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const { saved, save, forget } = useSavedFilters(list);
  const [isOpen, setOpen] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  useDismiss(isOpen, [toggle, menu], () => {
    setOpen(false);
    toggle.current?.focus();
  });
  const query = filterQuery(parameters);
  const choose = (name: unknown) => {
    const filter = saved.find((each) => each.name === name);
    if (filter) setParameters(applyFilter(parameters, filter));
    else setNaming(true);
    setOpen(false);
  };
  return (
    <>
      <>
        <MenuToggle
          ref={toggle}
          variant="plain"
          icon={<BookmarkIcon />}
          aria-label={t('list.saved.title')}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
        {/* NOTE: PatternFly's Popper asks for computed styles whenever it is drawn. */}
        {isOpen && (
          <Popper
            popper={
              <Menu
                ref={menu}
                role="menu"
                onSelect={(_event, id) => choose(id)}
                onActionClick={(_event, id) => forget(String(id))}
              >
                <MenuContent>
                  <MenuList>
                    {saved.map((filter) => (
                      <MenuItem
                        key={filter.name}
                        itemId={filter.name}
                        isSelected={filter.query === query}
                        actions={
                          <MenuItemAction
                            actionId={filter.name}
                            icon={<TrashIcon />}
                            aria-label={t('list.saved.forget', { name: filter.name })}
                          />
                        }
                      >
                        {filter.name}
                      </MenuItem>
                    ))}
                    {saved.length > 0 && <Divider component="li" />}
                    <MenuItem isDisabled={query === ''}>{t('list.saved.save')}</MenuItem>
                  </MenuList>
                </MenuContent>
              </Menu>
            }
            popperRef={menu}
            triggerRef={toggle}
            isVisible
          />
        )}
      </>
      {isNaming && (
        <NameDialog
          onSave={(name) => {
            save({ name, query });
            setNaming(false);
          }}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

function NameDialog({ onSave, onClose }: { onSave(name: string): void; onClose(): void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="save-filter-title">
      <ModalHeader title={t('list.saved.save')} description={t('list.saved.body')} labelId="save-filter-title" />
      <ModalBody>
        <Form
          id="save-filter"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) onSave(name.trim());
          }}
        >
          <FormGroup label={t('fields.name')} fieldId="filter-name">
            <TextInput
              id="filter-name"
              value={name}
              maxLength={60}
              autoFocus
              onChange={(_event, value) => setName(value)}
            />
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" type="submit" form="save-filter" isDisabled={!name.trim()}>
          {t('actions.save')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

import { Button, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import DownloadIcon from '@patternfly/react-icons/dist/esm/icons/download-icon';
import FileIcon from '@patternfly/react-icons/dist/esm/icons/file-icon';
import FolderIcon from '@patternfly/react-icons/dist/esm/icons/folder-icon';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '@/features/resources/kinds/formatBytes';
import type { FileListing } from './filesApi';

interface Props {
  listing: FileListing;
  onOpen(path: string): void;
  onDownload(path: string, isFolder: boolean): void;
}

/** The entries of a directory. */
export function FileTable({ listing, onOpen, onDownload }: Props) {
  const { t, i18n } = useTranslation();
  if (listing.items.length === 0)
    return (
      <EmptyState titleText={t('files.empty')} headingLevel="h2" variant="sm">
        <EmptyStateBody>{t('files.emptyBody')}</EmptyStateBody>
      </EmptyState>
    );
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <Table variant="compact" aria-label={t('files.title')}>
        <Thead>
          <Tr>
            <Th>{t('fields.name')}</Th>
            <Th>{t('files.size')}</Th>
            <Th>{t('files.mode')}</Th>
            <Th>{t('files.owner')}</Th>
            <Th>{t('files.modified')}</Th>
            <Th screenReaderText={t('files.actions')} />
          </Tr>
        </Thead>
        <Tbody>
          {listing.items.map(({ name, path, type, isLink, size, mode, owner, modified }) => (
            <Tr key={path}>
              <Td dataLabel={t('fields.name')} className="kp-files__name">
                {type === 'directory' ? <FolderIcon aria-hidden /> : <FileIcon aria-hidden />}{' '}
                {type === 'directory' ? (
                  <Button variant="link" isInline onClick={() => onOpen(path)}>
                    {name}
                  </Button>
                ) : (
                  name
                )}
                {isLink && ` (${t(type === 'other' ? 'files.brokenLink' : 'files.link')})`}
              </Td>
              <Td dataLabel={t('files.size')}>{type === 'file' && !isLink ? formatBytes(Number(size)) : ''}</Td>
              <Td dataLabel={t('files.mode')}>{mode}</Td>
              <Td dataLabel={t('files.owner')}>{owner}</Td>
              <Td dataLabel={t('files.modified')}>{modified ? time.format(new Date(modified)) : '–'}</Td>
              <Td isActionCell>
                {type !== 'other' && (
                  <Button
                    variant="plain"
                    size="sm"
                    icon={<DownloadIcon />}
                    aria-label={t('files.download', { name })}
                    onClick={() => onDownload(path, type === 'directory')}
                  />
                )}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {listing.isCut && <p>{t('files.cut', { count: listing.items.length })}</p>}
    </>
  );
}

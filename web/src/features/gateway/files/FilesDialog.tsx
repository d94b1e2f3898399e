import {
  Alert,
  AlertActionLink,
  Breadcrumb,
  BreadcrumbItem,
  Button,
  Modal,
  ModalBody,
  ModalHeader,
  Progress,
  Spinner,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import DownloadIcon from '@patternfly/react-icons/dist/esm/icons/download-icon';
import SyncAltIcon from '@patternfly/react-icons/dist/esm/icons/sync-alt-icon';
import UploadIcon from '@patternfly/react-icons/dist/esm/icons/upload-icon';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '@/features/resources/kinds/formatBytes';
import { ApiError } from '@/shared/api/ApiError';
import { get } from '@/shared/api/client';
import { openTerminal } from '../terminal/openTerminal';
import type { TerminalPlace } from '../terminal/place';
import { fromDrop } from './chosenFiles';
import { downloadFile } from './downloadFile';
import { filesPath, type FileListing } from './filesApi';
import { FileInput } from './FileInput';
import { FileTable } from './FileTable';
import { PathField } from './PathField';
import { pathSteps } from './pathSteps';
import { useUpload } from './useUpload';

/** The files of a container: looked at, downloaded, and uploaded by choosing or by dropping. */
export function FilesDialog({ place, onClose }: { place: TerminalPlace; onClose(): void }) {
  const { t } = useTranslation();
  const [path, setPath] = useState('/');
  const [refusal, setRefusal] = useState('');
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const listing = useQuery({
    queryKey: ['files', place, path],
    queryFn: ({ signal }) => get<FileListing>(filesPath(place, path), undefined, signal),
    retry: false,
    staleTime: 0,
  });
  const upload = useUpload(place, path, Number(listing.data?.uploadLimit ?? 0));
  const isBusy = upload.progress !== null;
  const canUpload = listing.data !== undefined && !isBusy;
  const save = (wanted: string, isFolder: boolean) => {
    setRefusal('');
    downloadFile(place, wanted, isFolder).catch((reason: Error) => setRefusal(reason.message));
  };
  const failure = refusal || upload.failure;
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-labelledby="files-title">
      <ModalHeader labelId="files-title" title={t('files.title')} description={t('terminal.place', { ...place })} />
      <ModalBody>
        <Breadcrumb aria-label={t('files.path')} className="kp-files__path">
          {pathSteps(path).map((step) => (
            <BreadcrumbItem key={step.path} isActive={step.path === path}>
              {step.path === path ? (
                step.name
              ) : (
                <Button variant="link" isInline className="kp-files__step" onClick={() => setPath(step.path)}>
                  {step.name}
                </Button>
              )}
            </BreadcrumbItem>
          ))}
        </Breadcrumb>
        <Toolbar>
          <ToolbarContent>
            <ToolbarItem>
              <PathField onGo={setPath} />
            </ToolbarItem>
            <ToolbarItem>
              <Button
                variant="plain"
                icon={<SyncAltIcon />}
                aria-label={t('files.refresh')}
                onClick={() => void listing.refetch()}
              />
            </ToolbarItem>
            <ToolbarItem>
              <Button
                variant="primary"
                icon={<UploadIcon />}
                isDisabled={!canUpload}
                onClick={() => files.current?.click()}
              >
                {t('files.upload')}
              </Button>
            </ToolbarItem>
            <ToolbarItem>
              <Button variant="secondary" isDisabled={!canUpload} onClick={() => folder.current?.click()}>
                {t('files.uploadFolder')}
              </Button>
            </ToolbarItem>
            {path !== '/' && (
              <ToolbarItem>
                <Button
                  variant="secondary"
                  icon={<DownloadIcon />}
                  isDisabled={!listing.data}
                  onClick={() => save(path, true)}
                >
                  {t('files.downloadFolder')}
                </Button>
              </ToolbarItem>
            )}
          </ToolbarContent>
        </Toolbar>
        <FileInput ref={files} isFolder={false} onChoose={upload.start} />
        <FileInput ref={folder} isFolder onChoose={upload.start} />
        {failure && <Alert isInline variant="danger" title={failure} />}
        {upload.done > 0 && (
          <Alert isInline isLiveRegion variant="success" title={t('files.uploaded', { count: upload.done })} />
        )}
        {upload.progress && (
          <div className="kp-files__progress">
            <Progress
              aria-label={t('files.uploading', { count: upload.progress.files })}
              title={t('files.uploading', { count: upload.progress.files })}
              value={upload.progress.total === 0 ? 100 : (upload.progress.sent * 100) / upload.progress.total}
              label={`${formatBytes(upload.progress.sent)} / ${formatBytes(upload.progress.total)}`}
            />
            <Button variant="link" onClick={upload.cancel}>
              {t('actions.cancel')}
            </Button>
          </div>
        )}
        <div
          className={isOver ? 'kp-files kp-files--over' : 'kp-files'}
          data-testid="files"
          onDragOver={(event) => {
            event.preventDefault();
            setOver(canUpload);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            if (canUpload) void fromDrop(event.dataTransfer.items).then(upload.start);
          }}
        >
          {listing.isPending && <Spinner aria-label={t('files.loading')} />}
          {listing.error && (
            <Alert
              isInline
              variant="warning"
              title={listing.error.message}
              actionLinks={
                lacksProgram(listing.error) && (
                  <AlertActionLink
                    onClick={() => {
                      openTerminal({ ...place, debug: true });
                      onClose();
                    }}
                  >
                    {t('terminal.debug')}
                  </AlertActionLink>
                )
              }
            />
          )}
          {listing.data && <FileTable listing={listing.data} onOpen={setPath} onDownload={save} />}
        </div>
      </ModalBody>
    </Modal>
  );
}

/** Whether the image is too small to be looked into by itself. */
const lacksProgram = (error: Error) =>
  error instanceof ApiError && error.body.details?.some(({ reason }) => reason === 'files.no.program');

import type { Ref } from 'react';
import { fromInput } from './chosenFiles';
import type { ChosenFile } from './uploadFiles';

interface Props {
  ref: Ref<HTMLInputElement>;
  isFolder: boolean;
  onChoose(files: ChosenFile[]): Promise<void>;
}

/** What opens the browser's own dialog for files, or for a folder with all that is in it. */
export function FileInput({ ref, isFolder, onChoose }: Props) {
  return (
    <input
      ref={ref}
      type="file"
      multiple
      hidden
      data-testid={isFolder ? 'choose-folder' : 'choose-files'}
      {...(isFolder ? { webkitdirectory: '' } : {})}
      onChange={(event) => {
        void onChoose(fromInput(event.target.files));
        event.target.value = '';
      }}
    />
  );
}

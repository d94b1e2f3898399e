import { queryString } from '@/shared/api/client';
import type { TerminalPlace } from '../terminal/place';

/** What is in a directory of a container; paths are exact texts, in which `%XX` is a byte. */
export interface FileListing {
  path: string;
  items: FileEntry[];
  isCut: boolean;
  uploadLimit: string;
}

export interface FileEntry {
  name: string;
  path: string;
  type: 'directory' | 'file' | 'other';
  isLink: boolean;
  size: string;
  mode: string;
  owner: string;
  /** Absent where the image cannot tell. */
  modified?: string | null;
}

const part = encodeURIComponent;

const base = ({ cluster, namespace, pod }: TerminalPlace) =>
  `/api/v1/clusters/${part(cluster)}/namespaces/${part(namespace)}/pods/${part(pod)}/files`;

export const filesPath = (place: TerminalPlace, path: string) =>
  base(place) + queryString({ container: place.container, path });

export const contentPath = (place: TerminalPlace, path: string, isFolder: boolean) =>
  `${base(place)}/content` + queryString({ container: place.container, path, folder: isFolder });

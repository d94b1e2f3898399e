/** What a document says it is. */
export interface DocumentType {
  apiVersion: string;
  kind: string;
}

/** The type of each document of a text, also of one that is being written; null where a document does not say it. */
export function documentTypes(text: string): (DocumentType | null)[] {
  const documents = text.split(/^---(?:[ \t].*)?$/m);
  // What stands before the first line of dashes is a document only where something stands there.
  if (documents.length > 1 && isBlank(documents[0])) documents.shift();
  return documents.map((document) => {
    const [apiVersion, kind] = [valueOf(document, 'apiVersion'), valueOf(document, 'kind')];
    return apiVersion && kind ? { apiVersion, kind } : null;
  });
}

const isBlank = (text = ''): boolean => text.split('\n').every((line) => /^\s*(#.*)?$/.test(line));

const valueOf = (document: string, key: string): string | undefined =>
  new RegExp(`^${key}:[ \\t]+(["']?)([\\w./-]+)\\1[ \\t]*(#.*)?$`, 'm').exec(document)?.[2];

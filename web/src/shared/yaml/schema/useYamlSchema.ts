import { useQueries } from '@tanstack/react-query';
import type { JSONSchema } from 'monaco-yaml';
import { useDeferredValue, useMemo } from 'react';
import { get } from '@/shared/api/client';
import { ApiError, ErrorCode } from '@/shared/api/ApiError';
import { schemaPath } from '@/shared/api/paths';
import { definitionsOf, documentSchema, type KindSchema } from './jsonSchema';
import { documentTypes, type DocumentType } from './documentTypes';

export interface YamlSchema {
  /** For the editor; undefined until the first schema has come. */
  schema?: JSONSchema;
  /** Kinds of which the cluster tells no schema: the editor cannot help with them. */
  unknown: string[];
}

/** The most kinds that a text is helped with. */
const most = 12;

/** The schema of a text, put together from what the cluster says of the kinds in it. It follows the text. */
export function useYamlSchema(cluster: string, text: string): YamlSchema {
  const deferred = useDeferredValue(text);
  // The types rarely change while the text does: what is made from them is made anew only then.
  const written = JSON.stringify(documentTypes(deferred));
  const types = useMemo(() => JSON.parse(written) as (DocumentType | null)[], [written]);
  const wanted = useMemo(
    () => [...new Set(types.flatMap((type) => (type ? [nameOf(type)] : [])))].slice(0, most),
    [types],
  );
  const answers = useQueries({
    queries: wanted.map((name) => {
      const [apiVersion = '', kind = ''] = name.split(' ');
      return {
        queryKey: ['schema', cluster, name],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          get<KindSchema>(schemaPath(cluster, apiVersion, kind), undefined, signal),
        staleTime: 60_000,
        retry: false,
      };
    }),
    combine: (results) =>
      results.map(({ data, error }) => ({
        data,
        isUnknown: error instanceof ApiError && error.code === ErrorCode.notFound,
      })),
  });
  const known = new Map(wanted.flatMap((name, index) => (answers[index]?.data ? [[name, answers[index].data]] : [])));
  const state = [...known].map(([name, { hash }]) => `${name} ${hash}`).join('\n');
  const schema = useMemo(
    () => (known.size === 0 ? undefined : together(types, known)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `state` says what is known.
    [types, state],
  );
  return {
    schema,
    unknown: wanted.filter((_name, index) => answers[index]?.isUnknown).map((name) => name.split(' ')[1] ?? ''),
  };
}

const nameOf = ({ apiVersion, kind }: DocumentType): string => `${apiVersion} ${kind}`;

function together(types: readonly (DocumentType | null)[], known: ReadonlyMap<string, KindSchema>): JSONSchema {
  return {
    definitions: Object.assign({}, ...[...known.values()].map(({ schemas }) => definitionsOf(schemas))) as Record<
      string,
      JSONSchema
    >,
    schemaSequence: types.map((type) => {
      const found = type && known.get(nameOf(type));
      return found ? documentSchema(found.root, type.apiVersion, type.kind) : {};
    }),
  };
}

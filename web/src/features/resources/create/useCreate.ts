import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/ApiError';
import { request } from '@/shared/api/client';
import { createResourcesPath } from '@/shared/api/paths';
import { startOperation } from '@/shared/operations/operations';
import { readDocuments, type Parsed, type YamlProblem } from '@/shared/yaml/yamlText';

export interface CreateResult {
  kind: string;
  name: string;
  namespace: string;
  error?: ApiError;
  /** What the cluster warns of. */
  warnings: readonly string[];
}

interface Document {
  kind?: string;
  metadata?: { name?: string; namespace?: string };
}

/** Sends each document by itself, in order, so that every one gets its own answer; the first refusal ends it. */
export function useCreate(cluster: string, namespace: string, text: string) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const parsed = useMemo(() => readDocuments(text), [text]);
  const problem = parsed.find((document) => document.problem)?.problem;

  const creating = useMutation({
    mutationFn: async ({ isDryRun }: { isDryRun: boolean }) => {
      const documents = parsed.filter((document) => !document.problem);
      const results: CreateResult[] = [];
      const operation = isDryRun ? null : startOperation(t('create.operation', { count: documents.length, cluster }));
      for (const document of documents) {
        const result = await createOne(cluster, namespace, document, isDryRun);
        results.push(result);
        operation?.progress(results.length, documents.length, `${result.kind} ${result.name}`);
        if (!result.error) continue;
        operation?.fail(`${result.kind} ${result.name}: ${result.error.message}`);
        return results;
      }
      operation?.succeed(results.map(({ kind, name }) => `${kind} ${name}`).join(', '));
      return results;
    },
    onSuccess: (_results, { isDryRun }) => {
      if (!isDryRun) void client.invalidateQueries({ queryKey: ['list'] });
    },
  });

  return {
    problem,
    results: creating.data ?? [],
    isReady: parsed.length > 0 && !problem,
    isBusy: creating.isPending,
    isDryRun: creating.variables?.isDryRun ?? false,
    run: (isDryRun: boolean) => creating.mutate({ isDryRun }),
  };
}

async function createOne(
  cluster: string,
  namespace: string,
  { value, text }: Exclude<Parsed, { problem: YamlProblem }>,
  isDryRun: boolean,
): Promise<CreateResult> {
  const document = (typeof value === 'object' && value !== null ? value : {}) as Document;
  const place = document.metadata?.namespace ?? namespace;
  const result = { kind: document.kind ?? '?', name: document.metadata?.name ?? '?', namespace: place, warnings: [] };
  try {
    const answer = await request<{ results?: { warnings?: string[] }[] }>('POST', createResourcesPath(cluster, place), {
      query: { dryRun: isDryRun ? 'All' : undefined },
      body: { data: [text] },
    });
    return { ...result, warnings: answer.results?.flatMap(({ warnings = [] }) => warnings) ?? [] };
  } catch (error) {
    if (error instanceof ApiError) return { ...result, error };
    throw error;
  }
}

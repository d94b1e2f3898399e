import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError } from '@/shared/api/ApiError';
import { request } from '@/shared/api/client';
import { createResourcesPath } from '@/shared/api/paths';
import { readDocuments, type Parsed, type YamlProblem } from '@/shared/yaml/yamlText';

export interface CreateResult {
  kind: string;
  name: string;
  namespace: string;
  error?: ApiError;
}

interface Document {
  kind?: string;
  metadata?: { name?: string; namespace?: string };
}

/** Sends each document by itself, in order, so that every one gets its own answer; the first refusal ends it. */
export function useCreate(cluster: string, namespace: string, text: string) {
  const client = useQueryClient();
  const parsed = useMemo(() => readDocuments(text), [text]);
  const problem = parsed.find((document) => document.problem)?.problem;

  const creating = useMutation({
    mutationFn: async ({ isDryRun }: { isDryRun: boolean }) => {
      const results: CreateResult[] = [];
      for (const document of parsed) {
        if (document.problem) continue;
        const result = await createOne(cluster, namespace, document, isDryRun);
        results.push(result);
        if (result.error) break;
      }
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
  const result = { kind: document.kind ?? '?', name: document.metadata?.name ?? '?', namespace: place };
  try {
    await request('POST', createResourcesPath(cluster, place), {
      query: { dryRun: isDryRun ? 'All' : undefined },
      body: { data: [text] },
    });
    return result;
  } catch (error) {
    if (error instanceof ApiError) return { ...result, error };
    throw error;
  }
}

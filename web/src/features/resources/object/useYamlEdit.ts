import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/ApiError';
import { get, request } from '@/shared/api/client';
import { useToast } from '@/shared/feedback/ToastContext';
import { mergeEdits, type Json } from '@/shared/yaml/mergeEdits';
import { readYaml, toEditableYaml, writeYaml, type YamlProblem } from '@/shared/yaml/yamlText';

interface ObjectJson {
  data: string;
}

/** The edit of one object: its text, what is wrong with it, and the way to the cluster. */
export function useYamlEdit(path: string, original: string) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [base, setBase] = useState(() => toEditableYaml(original));
  const [text, setText] = useState(base);
  const [checked, setChecked] = useState<string | null>(null);
  const [conflicts, setConflicts] = useState<string[] | null>(null);
  const parsed = useMemo(() => readYaml(text), [text]);

  const put = useMutation({
    mutationFn: ({ isDryRun }: { isDryRun: boolean }) =>
      request<ObjectJson>('PUT', path, {
        query: { dryRun: isDryRun ? 'All' : undefined },
        body: { data: text },
      }),
  });

  const check = async (): Promise<boolean> => {
    try {
      const answer = await put.mutateAsync({ isDryRun: true });
      setChecked(toEditableYaml(answer.data));
      return true;
    } catch {
      // The refusal is in `error`; there is nothing to review.
      return false;
    }
  };

  const save = async (): Promise<void> => {
    try {
      const answer = await put.mutateAsync({ isDryRun: false });
      const saved = toEditableYaml(answer.data);
      setBase(saved);
      setText(saved);
      setConflicts(null);
      toast({ variant: 'success', title: t('yaml.saved') });
      await client.invalidateQueries({ queryKey: ['object'] });
    } catch {
      // As above: the form shows `error`.
    }
  };

  const merge = async (): Promise<void> => {
    const theirs = toEditableYaml((await get<ObjectJson>(path)).data);
    const before = readYaml(base).value ?? null;
    const current = readYaml(theirs).value ?? null;
    const merged = mergeEdits(withoutVersion(before), withoutVersion(parsed.value ?? null), withoutVersion(current));
    setBase(theirs);
    setText(writeYaml(withVersion(merged.value, current)));
    setConflicts(merged.conflicts.filter((conflict) => !conflict.startsWith('status')));
    put.reset();
  };

  return {
    base,
    text,
    checked,
    conflicts,
    isChanged: text !== base,
    problem: problemOf(parsed.problem, t('yaml.empty'), t('yaml.several')),
    error: put.error instanceof ApiError ? put.error : null,
    isChecking: put.isPending && put.variables.isDryRun,
    isSaving: put.isPending && !put.variables.isDryRun,
    setText,
    reset: () => {
      setText(base);
      setConflicts(null);
      put.reset();
    },
    check,
    save,
    merge,
  };
}

function problemOf(problem: YamlProblem | undefined, empty: string, several: string): YamlProblem | undefined {
  if (problem?.message === 'empty') return { ...problem, message: empty };
  if (problem?.message === 'several') return { ...problem, message: several };
  return problem;
}

type JsonMap = { [key: string]: Json };

const metadataOf = (value: Json): JsonMap => ((value as JsonMap | null)?.metadata as JsonMap | undefined) ?? {};

/** The version always differs and never is an edit. */
function withoutVersion(value: Json): Json {
  const metadata = { ...metadataOf(value) };
  delete metadata.resourceVersion;
  delete metadata.generation;
  return { ...(value as JsonMap), metadata };
}

function withVersion(value: Json, from: Json): Json {
  const { resourceVersion = null } = metadataOf(from);
  return { ...(value as JsonMap), metadata: { ...metadataOf(value), resourceVersion } };
}

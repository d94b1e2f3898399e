import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/ApiError';
import { get, request } from '@/shared/api/client';
import { useToast } from '@/shared/feedback/ToastContext';
import type { ThreeVersions } from '@/shared/yaml/mergeObjects';
import { readYaml, toEditableYaml, type YamlProblem } from '@/shared/yaml/yamlText';

interface ObjectJson {
  data: string;
  /** What the cluster warns of: a version that is going away, a field that it does not know. */
  warnings?: string[];
}

/** What the cluster would make of an edit. */
export interface Checked {
  text: string;
  warnings: readonly string[];
}

/** The edit of one object: its text, what is wrong with it, and the way to the cluster. */
export function useYamlEdit(path: string, original: string, draft?: string) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [base, setBase] = useState(() => toEditableYaml(original));
  const [text, setText] = useState(draft ?? base);
  const [checked, setChecked] = useState<Checked | null>(null);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const [conflict, setConflict] = useState<ThreeVersions | null>(null);
  const parsed = useMemo(() => readYaml(text), [text]);

  const put = useMutation({
    mutationFn: ({ isDryRun, what }: { isDryRun: boolean; what: string }) =>
      request<ObjectJson>('PUT', path, {
        query: { dryRun: isDryRun ? 'All' : undefined },
        body: { data: what },
      }),
  });
  const { mutateAsync: readNow, ...reading } = useMutation({ mutationFn: () => get<ObjectJson>(path) });

  /** The answer; null where there is none. Why stands in `error`, and the three versions of a conflict in `conflict`. */
  const send = async (isDryRun: boolean, what: string): Promise<ObjectJson | null> => {
    try {
      return await put.mutateAsync({ isDryRun, what });
    } catch (error) {
      if (error instanceof ApiError && error.isConflict) await meet(what);
      return null;
    }
  };

  const meet = async (yours = text): Promise<void> => {
    try {
      setConflict({ before: base, theirs: toEditableYaml((await readNow()).data), yours });
    } catch {
      // The object cannot be read: `error` says why.
    }
  };

  const check = async (what = text): Promise<boolean> => {
    const answer = await send(true, what);
    if (!answer) return false;
    setChecked({ text: toEditableYaml(answer.data), warnings: answer.warnings ?? [] });
    return true;
  };

  const save = async (): Promise<void> => {
    const answer = await send(false, text);
    if (!answer) return;
    const saved = toEditableYaml(answer.data);
    setBase(saved);
    setText(saved);
    setWarnings(answer.warnings ?? []);
    toast({ variant: 'success', title: t('yaml.saved') });
    await client.invalidateQueries({ queryKey: ['object'] });
  };

  /** Goes on with what was made of a conflict, on the version that the object is in now. */
  const takeMerged = async (merged: string): Promise<boolean> => {
    if (!conflict) return false;
    setBase(conflict.theirs);
    setText(merged);
    setConflict(null);
    put.reset();
    return check(merged);
  };

  return {
    base,
    text,
    checked,
    warnings,
    conflict,
    isChanged: text !== base,
    problem: problemOf(parsed.problem, t('yaml.empty'), t('yaml.several')),
    error: apiError(reading.error) ?? apiError(put.error),
    isChecking: put.isPending && put.variables.isDryRun,
    isSaving: put.isPending && !put.variables.isDryRun,
    setText,
    reset: () => {
      setText(base);
      setWarnings([]);
      put.reset();
    },
    check,
    save,
    meet,
    takeMerged,
    leaveConflict: () => setConflict(null),
  };
}

const apiError = (error: Error | null): ApiError | null => (error instanceof ApiError ? error : null);

function problemOf(problem: YamlProblem | undefined, empty: string, several: string): YamlProblem | undefined {
  if (problem?.message === 'empty') return { ...problem, message: empty };
  if (problem?.message === 'several') return { ...problem, message: several };
  return problem;
}

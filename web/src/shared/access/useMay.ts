import { useQueries, useQuery } from '@tanstack/react-query';
import { get } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';

export const checkPath = '/api/v1/permissions/check';

export interface May {
  /** Whether it may be done; undefined until that is known. */
  allowed: boolean | undefined;
  /** Which right is missing; empty where it may be done. */
  message: string;
}

/** `deployments.apps`, `pods/log`: the collection with its group behind a dot, and its part behind a slash. */
export interface Question {
  verb: string;
  resource: string;
  /** `*` for anywhere. */
  cluster?: string;
  /** Empty for the whole cluster, `*` for anywhere in it. */
  namespace?: string;
  name?: string;
}

const most = 100;
let waiting: { ask: string; done(answer: May): void; failed(error: unknown): void }[] = [];

/** Whether the person may do something. What is asked while a page is drawn goes out in one request. */
export function useMay(question: Question): May {
  return useQuery(queryOf(question)).data ?? unknown;
}

/** The same for several, in their order; what needs nothing may be done. Of equal questions one is asked. */
export function useMayEach(questions: readonly (Question | undefined)[]): readonly May[] {
  const asked = [...new Map(questions.flatMap((each) => (each ? [[textOf(each), each] as const] : [])))];
  const answers = useQueries({ queries: asked.map(([, question]) => queryOf(question)) });
  return questions.map((each) =>
    each ? (answers[asked.findIndex(([text]) => text === textOf(each))]?.data ?? unknown) : open,
  );
}

// Begins as everything does that is read of permissions: what is granted changes all of it, and useFollowedRights has it asked again.
const queryOf = (question: Question) => ({
  queryKey: ['permissions', 'may', textOf(question)],
  queryFn: () => together(textOf(question)),
  staleTime: 30_000,
});

const open: May = { allowed: true, message: '' };

/** Why something may not be done, for a control: empty where it may, undefined while that is not known. */
export const refusalOf = ({ allowed, message }: May): string | undefined =>
  allowed === undefined ? undefined : allowed ? '' : message;

const unknown: May = { allowed: undefined, message: '' };

function textOf({ verb, resource, cluster = '', namespace = '', name = '' }: Question): string {
  const [whole = '', part = ''] = resource.split('/');
  const dot = whole.indexOf('.');
  const [plural, group] = dot < 0 ? [whole, ''] : [whole.slice(0, dot), whole.slice(dot + 1)];
  return [verb, group, plural, part, cluster, namespace, name].join(',');
}

function together(ask: string): Promise<May> {
  return new Promise((done, failed) => {
    if (waiting.length === 0) setTimeout(send);
    waiting.push({ ask, done, failed });
  });
}

function send(): void {
  const asked = waiting;
  waiting = [];
  for (let first = 0; first < asked.length; first += most) {
    const part = asked.slice(first, first + most);
    get<components['schemas']['CheckAnswers']>(checkPath, { ask: part.map(({ ask }) => ask) }).then(
      ({ items }) => part.forEach(({ done }, i) => done(items[i] ?? unknown)),
      (error: unknown) => part.forEach(({ failed }) => failed(error)),
    );
  }
}

import { useQuery } from '@tanstack/react-query';
import { get } from '@/shared/api/client';
import { checkPath, permissionsKey, type CheckAnswers } from './permissionsApi';

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

/** Whether the person may do something. What is asked while a page is drawn goes out in one request; nothing is asked where it does not matter. */
export function useMay(question: Question, matters = true): May {
  const ask = textOf(question);
  const { data } = useQuery({
    queryKey: [...permissionsKey, 'may', ask],
    queryFn: () => together(ask),
    staleTime: 30_000,
    enabled: matters,
  });
  return data ?? unknown;
}

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
    get<CheckAnswers>(checkPath, { ask: part.map(({ ask }) => ask) }).then(
      ({ items }) => part.forEach(({ done }, i) => done(items[i] ?? unknown)),
      (error: unknown) => part.forEach(({ failed }) => failed(error)),
    );
  }
}

import { ref, type Details } from './Detail';
import { fieldTable, mapsAt, namespaceOf, textAt } from './read';

export const serviceAccount: Details = (object, t) => {
  const secrets = (path: string) =>
    mapsAt(object, path).map((secret) => [ref('secrets', textAt(secret, 'name'), namespaceOf(object))]);
  return [
    fieldTable(t, t('details.policies'), object, ['automountServiceAccountToken']),
    { title: t('details.pullSecrets'), columns: [t('fields.name')], rows: secrets('imagePullSecrets') },
    { title: t('kinds.secrets'), columns: [t('fields.name')], rows: secrets('secrets') },
  ];
};

export const binding: Details = (object, t) => [
  {
    title: t('details.subjects'),
    columns: [t('fields.kind'), t('fields.name'), t('fields.namespace')],
    rows: mapsAt(object, 'subjects').map((subject) => {
      const [kind, name, namespace] = [textAt(subject, 'kind'), textAt(subject, 'name'), textAt(subject, 'namespace')];
      return [kind, kind === 'ServiceAccount' ? ref('serviceaccounts', name, namespace) : name, namespace];
    }),
  },
];

export const role: Details = (object, t) => [
  {
    title: t('details.aggregated'),
    columns: [t('fields.selector')],
    rows: mapsAt(object, 'aggregationRule.clusterRoleSelectors').map((one) => [textAt(one, 'matchLabels')]),
  },
];

export const signingRequest: Details = (object, t) => [
  fieldTable(
    t,
    t('details.asked'),
    object,
    ['signerName', 'username', 'groups', 'usages', 'expirationSeconds'].map((field) => `spec.${field}`),
  ),
];

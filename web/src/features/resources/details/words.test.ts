import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { metricRows } from './metricWords';
import { affinityTexts, probeText, tolerationText, volumeText } from './podWords';
import { policyTexts } from './policyWords';

const t = i18next.t;

describe('a pod in words', () => {
  it.each([
    [{ httpGet: { path: '/ready', port: '8080' }, periodSeconds: 5 }, 'HTTP :8080/ready, every 5 s, 3 failures count'],
    [{ tcpSocket: { port: 5432 }, initialDelaySeconds: 9 }, 'TCP :5432, every 10 s, 3 failures count, after 9 s'],
    [{ exec: { command: ['cat', '/ok'] }, failureThreshold: 1 }, 'cat /ok, every 10 s, 1 failures count'],
    [{ tcpSocket: { port: 0 } }, 'TCP, every 10 s, 3 failures count'],
    [undefined, ''],
  ])('probes: %o', (probe, words) => expect(probeText(t, probe)).toBe(words));

  it.each([
    [{ persistentVolumeClaim: { claimName: 'data', readOnly: true } }, 'PersistentVolumeClaim data (read only)'],
    [{ emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }, 'empty directory, Memory, 1Gi'],
    [{ secret: { secretName: 'keys' } }, 'Secret keys'],
    [{}, 'another source'],
  ])('volumes: %o', (source, words) => expect(volumeText(t, { name: 'v', ...source })).toBe(words));

  it.each([
    [{ operator: 'Exists' }, 'any taint'],
    [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }, 'gpu:NoSchedule'],
    [{ key: 'a', value: 'b', effect: 'NoExecute', tolerationSeconds: '300' }, 'a=b:NoExecute, for 300 s'],
  ])('tolerations: %o', (toleration, words) => expect(tolerationText(t, toleration)).toBe(words));

  it('affinity', () => {
    const zone = { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a', 'b'] }] };
    const web = { labelSelector: { matchLabels: { app: 'web' } }, topologyKey: 'zone' };
    expect(
      affinityTexts(t, {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [zone] },
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 5, preference: zone }],
        },
        podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [web] },
      }),
    ).toEqual([
      'Must run on nodes with zone In (a, b)',
      'Should run on nodes with zone In (a, b) (weight 5)',
      'Must not share zone with pods app=web',
    ]);
    expect(affinityTexts(t, undefined)).toEqual([]);
  });
});

describe('a NetworkPolicy in words', () => {
  it('says what it allows', () => {
    expect(
      policyTexts(t, {
        policyTypes: ['Ingress', 'Egress'],
        ingress: [
          {
            from: [
              { podSelector: { matchLabels: { app: 'web' } } },
              { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
            ],
            ports: [{ port: '80' }],
          },
        ],
        egress: [{}],
      }),
    ).toEqual([
      'Allows connections from pods app=web or 10.0.0.0/8 except 10.1.0.0/16 to 80/TCP',
      'Allows connections to anybody on any port',
    ]);
  });

  it('says that nothing is allowed', () => {
    expect(policyTexts(t, { policyTypes: ['Ingress', 'Egress'] })).toEqual([
      'Allows no connection to these pods',
      'Allows no connection from these pods',
    ]);
  });
});

it('tells the metrics of an autoscaler with what they are now', () => {
  expect(
    metricRows(t, {
      metadata: { name: 'a' },
      spec: {
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 80 } } },
          { type: 'Pods', pods: { metric: { name: 'requests' }, target: { averageValue: '10' } } },
        ],
      },
      status: { currentMetrics: [{ resource: { name: 'cpu', current: { averageUtilization: 42 } } }] },
    } as unknown as Parameters<typeof metricRows>[1]),
  ).toEqual([
    ['cpu', '80 %', '42 %'],
    ['requests', '10 on average', ''],
  ]);
});

// What the official JavaScript client does with a cluster: node story.mjs KUBECONFIG NAMESPACE [streams]
// Prints a line for each thing that was as it should be; the first that is not ends it with code 1. It leaves nothing behind.
import http from 'node:http';
import net from 'node:net';
import { PassThrough } from 'node:stream';
import * as k8s from '@kubernetes/client-node';

// How long anything may take on a slow machine.
const patience = 120_000;
const [kubeconfig, namespace, streams] = process.argv.slice(2);
const pod = `js-${process.pid}`;
const labelSelector = `story=${pod}`;

const config = new k8s.KubeConfig();
config.loadFromFile(kubeconfig);
const core = config.makeApiClient(k8s.CoreV1Api);
const waiting = new Set();
const seen = [];

const informer = k8s.makeInformer(
  config,
  `/api/v1/namespaces/${namespace}/pods`,
  () => core.listNamespacedPod({ namespace, labelSelector }),
  labelSelector,
);
for (const verb of ['add', 'update', 'delete']) {
  informer.on(verb, (object) => {
    seen.push({ verb, object });
    for (const look of waiting) look();
  });
}
let broken;
informer.on('error', (error) => {
  broken = error;
  for (const look of waiting) look();
});

try {
  await informer.start();
  await tell();
  process.exitCode = 0;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await informer.stop();
  await core.deleteNamespacedPod({ name: pod, namespace, gracePeriodSeconds: 0 }).catch(ignoreMissing);
  process.exit();
}

async function tell() {
  await core.createNamespacedPod({
    namespace,
    body: {
      metadata: { name: pod, labels: { story: pod } },
      spec: {
        containers: [{ name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }] }],
      },
    },
  });
  await informed('add', () => true);
  console.log('informer: added');

  await core.patchNamespacedPod(
    {
      name: pod,
      namespace,
      body: { metadata: { annotations: { note: 'grüße 世界' } } },
    },
    k8s.setHeaderOptions('Content-Type', k8s.PatchStrategy.StrategicMergePatch),
  );
  await informed('update', (object) => object.metadata.annotations?.note === 'grüße 世界');
  console.log('informer: updated');

  if (streams === 'streams') {
    await informed('update', (object) => object.status.phase === 'Running');
    console.log('informer: running');
    await tellStreams();
  }

  await core.deleteNamespacedPod({
    name: pod,
    namespace,
    gracePeriodSeconds: 0,
  });
  await informed('delete', () => true);
  expect(informer.list().length, 0);
  console.log('informer: deleted');

  await refused(() => core.readNamespacedPod({ name: pod, namespace }), 404);
  console.log('read: 404');
}

async function tellStreams() {
  const said = await run(['sh', '-c', 'echo out; echo err >&2; exit 4']);
  expect(said.out, 'out\n');
  expect(said.err, 'err\n');
  expect(said.status.details.causes.find((cause) => cause.reason === 'ExitCode').message, '4');
  console.log('exec: output, errors and exit code');

  // The input stays open: before v5 of the protocol its end is the end of the connection, and the answer with it.
  const input = new PassThrough();
  input.write('grüße\n世界\n');
  const typed = await run(['head', '-n', '2'], input);
  expect(typed.out, 'grüße\n世界\n');
  expect(typed.status.status, 'Success');
  console.log('exec: input');

  const log = new PassThrough();
  const following = await new k8s.Log(config).log(namespace, pod, 'web', log, {
    follow: true,
    tailLines: 1,
  });
  await within('a line of the log', new Promise((resolve) => log.once('data', resolve)));
  following.abort();
  console.log('logs: followed');

  const page = await forwarded();
  expect(page.includes('Welcome to nginx!'), true);
  console.log('port-forward: answered');
}

// Runs a command in the pod to its end.
async function run(command, input = null) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const texts = Promise.all([text(out), text(err)]);
  const status = await within(
    command.join(' '),
    new Promise((resolve, reject) => {
      new k8s.Exec(config).exec(namespace, pod, 'web', command, out, err, input, false, resolve).then((socket) => {
        socket.on('error', reject);
      }, reject);
    }),
  );
  out.end();
  err.end();
  const [outText, errText] = await texts;
  return { status, out: outText, err: errText };
}

async function text(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

async function forwarded() {
  const forward = new k8s.PortForward(config);
  const server = net.createServer((socket) => {
    forward.portForward(namespace, pod, [80], socket, null, socket).catch((error) => socket.destroy(error));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await within(
      'a page',
      new Promise((resolve, reject) => {
        http
          .get({ port: server.address().port, host: '127.0.0.1', agent: false }, (answer) =>
            text(answer).then(resolve, reject),
          )
          .on('error', reject);
      }),
    );
  } finally {
    server.close();
  }
}

// Until the informer has told of such a change.
function informed(verb, matches) {
  return within(
    `'${verb}'`,
    new Promise((resolve, reject) => {
      const look = () => {
        if (broken) reject(broken);
        if (!seen.some((change) => change.verb === verb && matches(change.object))) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    }),
  );
}

function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function refused(call, code) {
  try {
    await call();
  } catch (error) {
    expect(error.code, code);
    return;
  }
  throw new Error(`not refused with ${code}`);
}

function ignoreMissing(error) {
  if (error.code !== 404) throw error;
}

function expect(got, wanted) {
  if (got !== wanted) throw new Error(`${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
}

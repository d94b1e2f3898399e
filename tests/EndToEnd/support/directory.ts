import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const suffix = 'dc=example,dc=org';
const root = { dn: `cn=admin,${suffix}`, password: 'the secret of the directory' };
const patience = 120_000;

/** Debian's slapd in a process of its own, which ends with the story: people, and a group that names them by what they sign in with. */
export class Directory {
  static readonly people = `ou=people,${suffix}`;
  static readonly groups = `ou=groups,${suffix}`;
  /** The account that may search. */
  static readonly reader = { dn: `cn=reader,${suffix}`, password: 'the secret of the reader' };

  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts it with one person, who is in one group. */
  static async start(uid: string, password: string, group: string): Promise<Directory> {
    const folder = await mkdtemp(join(tmpdir(), 'kpanda-e2e-slapd-'));
    const configuration = join(folder, 'slapd.conf');
    await mkdir(join(folder, 'db'));
    await writeFile(configuration, configurationOf(folder));
    await run('/usr/sbin/slapadd', ['-q', '-f', configuration], entries(uid, password, group));
    const deadline = Date.now() + patience;
    // Somebody else may take a free port before slapd has it: then with another.
    while (Date.now() < deadline) {
      const port = await freePort();
      const child = spawn('/usr/sbin/slapd', ['-f', configuration, '-h', `ldap://127.0.0.1:${port}`, '-d', '0'], {
        stdio: 'ignore',
      });
      const directory = new Directory(port, folder, child);
      while (Date.now() < deadline && child.exitCode === null) {
        // It writes this once it has its port.
        if (existsSync(join(folder, 'pid'))) return directory;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      child.kill('SIGKILL');
    }
    throw new Error('slapd does not listen.');
  }

  get url(): string {
    return `ldap://127.0.0.1:${this.port}`;
  }

  /** Disables somebody, as Active Directory says it. */
  async disable(uid: string): Promise<void> {
    const changes = [
      `dn: uid=${uid},${Directory.people}`,
      'changetype: modify',
      'add: objectClass',
      'objectClass: extensibleObject',
      '-',
      'add: userAccountControl',
      'userAccountControl: 514',
    ];
    await run('/usr/bin/ldapmodify', ['-x', '-H', this.url, '-D', root.dn, '-w', root.password], changes.join('\n'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.kill('SIGKILL')) await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

const configurationOf = (folder: string) => `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/nis.schema
include /etc/ldap/schema/inetorgperson.schema
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/pid
database mdb
suffix "${suffix}"
rootdn "${root.dn}"
rootpw "${root.password}"
directory ${folder}/db
maxsize 67108864
dbnosync
access to attrs=userPassword by anonymous auth by * none
access to * by dn.exact="${Directory.reader.dn}" read by * none
`;

const entries = (uid: string, password: string, group: string) => `dn: ${suffix}
objectClass: dcObject
objectClass: organization
o: Example
dc: example

dn: ${Directory.people}
objectClass: organizationalUnit
ou: people

dn: ${Directory.groups}
objectClass: organizationalUnit
ou: groups

dn: ${Directory.reader.dn}
objectClass: organizationalRole
objectClass: simpleSecurityObject
cn: reader
userPassword: ${Directory.reader.password}

dn: uid=${uid},${Directory.people}
objectClass: inetOrgPerson
uid: ${uid}
cn: Ann Lee
givenName: Ann
sn: Lee
mail: ${uid}@example.org
userPassword: ${password}

dn: uid=other-${uid},${Directory.people}
objectClass: inetOrgPerson
uid: other-${uid}
cn: Bo Lee
sn: Lee

dn: cn=${group},${Directory.groups}
objectClass: posixGroup
cn: ${group}
gidNumber: 5000
memberUid: ${uid}
`;

/** Runs a program to its end. */
async function run(program: string, args: string[], input: string): Promise<void> {
  const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${program}: ${errors}`);
}

/** A port that nobody has at the moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../../..');

/** The built server: `KPANDA_SERVER` as ./kpanda sets it, or the newest build of this repository. */
function serverProgram(): string {
  const given = process.env.KPANDA_SERVER;
  if (given) return given;
  const builds = ['release', 'debug']
    .map((configuration) => join(repository, 'artifacts/bin/Kpanda.Server', configuration, 'kpanda-server'))
    .filter((path) => existsSync(path))
    .sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs);
  if (!builds[0]) throw new Error('The server is not built: dotnet build src/Kpanda.Server');
  return builds[0];
}

/** A running kpanda-server process. */
export class Program {
  private output = '';

  private constructor(private readonly child: ChildProcess) {}

  /** Starts the program and waits until its output matches; the groups of the match are what the caller needs. */
  static async start(
    args: string[],
    ready: RegExp,
    env: Record<string, string> = {},
  ): Promise<[Program, RegExpExecArray]> {
    const child = spawn(serverProgram(), args, {
      cwd: repository,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const program = new Program(child);
    const match = await new Promise<RegExpExecArray>((resolve, reject) => {
      const deadline = setTimeout(() => reject(new Error(`Not ready after 5 minutes:\n${program.output}`)), 300_000);
      const listen = (chunk: Buffer) => {
        program.output += chunk.toString();
        const found = ready.exec(program.output);
        if (!found) return;
        clearTimeout(deadline);
        resolve(found);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', (code) => {
        clearTimeout(deadline);
        reject(new Error(`Ended with ${code} before it was ready:\n${program.output}`));
      });
    });
    return [program, match];
  }

  get log(): string {
    return this.output;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), 35_000);
    await ended;
    clearTimeout(impatience);
  }
}

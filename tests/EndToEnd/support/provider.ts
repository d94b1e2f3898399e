import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './program';

export const client = { id: 'kpanda', secret: 'a secret of the stories' };

/** An identity provider of its own process, which ends with the story. Whoever names an account at its page is that account. */
export class IdentityProvider {
  private constructor(
    readonly issuer: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts it for a provider of this alias at a platform. */
  static async start(platform: string, alias: string, accounts: object): Promise<IdentityProvider> {
    const clients = [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${platform}/auth/oidc/${alias}/callback`],
        post_logout_redirect_uris: [`${platform}/sign-in`],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ];
    const child = spawn('node', ['provider.mjs', JSON.stringify({ clients, accounts })], {
      cwd: join(repository, 'tests/OidcProvider'),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const issuer = await new Promise<string>((resolve, reject) => {
      const deadline = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error('The identity provider is not ready.'));
      }, 120_000);
      child.stdout?.once('data', (text: Buffer) => {
        clearTimeout(deadline);
        resolve(text.toString().trim());
      });
      child.once('exit', (code) => reject(new Error(`The identity provider ended with ${code}.`)));
    });
    return new IdentityProvider(issuer, child);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.kill('SIGKILL')) await ended;
  }
}

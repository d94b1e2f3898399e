// An identity provider for tests. Arguments: a JSON of {clients, accounts}. Prints its issuer; whoever names an account at its page to sign in is that account.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const { clients, accounts } = JSON.parse(process.argv[2]);
const server = createServer();
server.listen(0, 'localhost', () => {
  const issuer = `http://localhost:${server.address().port}`;
  const key = (type, options, kid) => ({ ...generateKeyPairSync(type, options).privateKey.export({ format: 'jwk' }), kid, use: 'sig' });
  const provider = new Provider(issuer, {
    clients,
    jwks: { keys: [key('rsa', { modulusLength: 2048 }, 'rsa'), key('ec', { namedCurve: 'P-256' }, 'ec')] },
    cookies: { keys: ['a key of the tests'] },
    claims: {
      openid: ['sub'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username', 'groups'],
      email: ['email', 'email_verified'],
    },
    findAccount: (_context, id) => accounts[id] && { accountId: id, claims: () => ({ sub: id, ...accounts[id] }) },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
// Ends with whoever started it.
process.stdin.on('end', () => process.exit()).resume();

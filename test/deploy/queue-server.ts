import { appendFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { freePort, startDaemon } from '../servers/daemon.ts';
import { folder } from '../smoke/ralph.ts';
import { deploy } from './manifests.ts';

export const PASSWORDS = { fleet: 'f'.repeat(48), agent: 'a'.repeat(48) } as const;

/** Who may look at what the others did; only the test has such a user. */
const WATCHMAN = 'user watchman on >watching ~* +@all\n';

/** Redis as `deploy/redis/start.sh` starts it, with a user more; `tls` are files to put where it looks for a certificate. */
export async function startQueue({
  secrets = PASSWORDS,
  tls = {},
}: {
  secrets?: Partial<typeof PASSWORDS>;
  tls?: Readonly<Record<string, string>>;
} = {}) {
  const cwd = await folder();
  const at = (name: string): string => join(cwd, name);
  await cp(join(deploy, 'redis'), at('redis'), { recursive: true });
  await appendFile(at('redis/users.acl'), WATCHMAN);
  for (const name of ['secrets', 'tls', 'data']) await mkdir(at(name));
  for (const [name, password] of Object.entries(secrets))
    await writeFile(at(`secrets/${name}-password`), `${password}\n`);
  for (const [name, pem] of Object.entries(tls)) await writeFile(at(`tls/${name}`), pem);
  const port = await freePort();
  const env = [
    `SECRETS=${at('secrets')}`,
    `TLS=${at('tls')}`,
    `DATA=${at('data')}`,
    `PORT=${port}`,
    `TMPDIR=${cwd}`,
  ];
  const daemon = await startDaemon('env', [...env, 'sh', at('redis/start.sh')], {
    cwd,
    ready: /Ready to accept connections/,
  });
  onTestFinished(() => daemon.stop('SIGKILL'));
  const options = { host: '127.0.0.1', port, lazyConnect: true, maxRetriesPerRequest: null };
  /** A connection of this user that goes with the test. */
  const as = async (username: string, password: string, more = {}): Promise<Redis> => {
    const redis = new Redis({ ...options, username, password, retryStrategy: () => null, ...more });
    // Whoever waits for the connection hears of it there.
    redis.on('error', () => {});
    onTestFinished(() => redis.disconnect());
    await redis.connect();
    return redis;
  };
  return { port, env, as, watchman: () => as('watchman', 'watching') };
}

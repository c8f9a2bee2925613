import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../servers/daemon.ts';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';
import { ralph, start } from '../smoke/ralph.ts';
import { bash } from '../smoke/shell.ts';

const why =
  whyNoRedis() ?? (spawnSync('openssl', ['version']).status === 0 ? null : 'there is no openssl here');

/** An authority, who listens, who may come, and one whom another authority vouches for. */
const MAKING = `
set -e
new="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
for each in ca other; do openssl req -x509 $new -days 30 -subj "/CN=$each" -keyout $each.key -out $each.crt; done
signed() {
  openssl req $new -subj "/CN=$1" -addext "subjectAltName=DNS:localhost" -keyout $1.key -out $1.csr
  openssl x509 -req -in $1.csr -CA $2.crt -CAkey $2.key -CAcreateserial -days 30 -copy_extensions copyall -out $1.crt
}
signed redis ca; signed host ca; signed stranger other
`;

/** Whether the word of the server or the end of the connection is heard first is a race. */
const HUNG_UP = /found a server that (?:hangs up|wants to see|does not trust).*queue_cert/;

const ASKED = 'probes: [backend, llm], samples: 1';

describe.skipIf(why)(`a queue that asks who comes${why ? ` (skipped: ${why})` : ''}`, () => {
  let redis: Redis;
  let cwd: string;
  let url: string;

  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'ralph-tls-'));
    expect(await bash(MAKING, { cwd })).toMatchObject({ code: 0 });
    const port = await freePort();
    const at = (name: string): string => join(cwd, name);
    redis = await startRedis({
      args: [
        ...['--tls-port', `${port}`, '--tls-auth-clients', 'yes', '--tls-ca-cert-file', at('ca.crt')],
        ...['--tls-cert-file', at('redis.crt'), '--tls-key-file', at('redis.key')],
      ],
    });
    url = `rediss://localhost:${port}`;
  });
  afterAll(async () => {
    await redis.stop();
    await rm(cwd, { recursive: true, force: true });
  });

  const fleetFile = (name: string, ...lines: readonly string[]) =>
    writeFile(
      join(cwd, name),
      [`queue: ${url}`, `stacks: [{ name: one, agent: host, ${ASKED} }]`, ...lines, ''].join('\n'),
    );
  const OWN = ['queue_ca: ca.crt', 'queue_cert: host.crt', 'queue_key: host.key'];

  it('is worked with by an agent and by each command of a fleet', { timeout: 180_000 }, async () => {
    await fleetFile('fleet.yaml', 'name: tls', ...OWN);
    await using stack = await running(['serve', '--port', '0', '--rate-limit', '0'], 'http://127.0.0.1:');
    const [target = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(stack.said()) ?? [];
    const config = ['target:', `  url: ${target}`, 'agent:', '  name: host', `  queue: ${url}`];
    await writeFile(
      join(cwd, 'ralph.config.yaml'),
      [...config, ...OWN.map((line) => `  ${line}`), ''].join('\n'),
    );
    await using _agent = await running(['agent'], 'takes jobs from');
    const review = await ralph(['fleet', 'review', 'fleet.yaml', '--json'], { cwd });
    expect({ ...review, stdout: JSON.parse(review.stdout) }).toMatchObject({
      stdout: { stacks: [{ name: 'one', outcome: 'reviewed' }] },
    });
    const status = await ralph(['fleet', 'status', 'fleet.yaml', '--json'], { cwd });
    expect(JSON.parse(status.stdout)).toMatchObject({ agents: [{ name: 'host' }] });
    await using _schedule = await running(
      ['fleet', 'schedule', 'fleet.yaml', '--cron', '0 0 1 1 *'],
      'the next one at',
    );
  });

  it.each([
    ['no certificate', ['queue_ca: ca.crt'], HUNG_UP],
    [
      'one that its authority has not signed',
      ['queue_ca: ca.crt', 'queue_cert: stranger.crt', 'queue_key: stranger.key'],
      HUNG_UP,
    ],
    [
      'another authority',
      ['queue_ca: other.crt', ...OWN.slice(1)],
      /found a certificate that is not trusted/,
    ],
    ['a certificate without its key', OWN.slice(0, 2), /found it without its key, expected queue_cert and/],
    [
      'a file that is not there',
      [...OWN.slice(0, 2), 'queue_key: nowhere'],
      /nowhere cannot be read \(ENOENT\)/,
    ],
  ])('says of %s what is wrong', async (_, lines, said) => {
    await fleetFile('wrong.yaml', ...lines);
    const { code, stderr } = await ralph(['fleet', 'status', 'wrong.yaml'], { cwd });
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(said);
    expect(code).toBe(2);
  });

  /** A command that runs on until it is disposed of. */
  async function running(args: readonly string[], saying: string) {
    const line = start(args, { cwd, env: { XDG_STATE_HOME: cwd } });
    await line.saying(saying);
    return {
      ...line,
      async [Symbol.asyncDispose]() {
        line.child.kill();
        await line.ended;
      },
    };
  }
});

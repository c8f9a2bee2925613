import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { freePort, startDaemon } from '../servers/daemon.ts';
import { whyNoRedis } from '../servers/redis.ts';
import { folder, root, start } from '../smoke/ralph.ts';
import { bash, programs, RALPH } from '../smoke/shell.ts';
import { examplesOf } from './pages.ts';
import { missing } from './session.ts';

const why = whyNoRedis();

/** The words of each line that runs on behind the shell: `ralph WORDS &`. */
const behind = (block: string): string[][] =>
  block
    .trim()
    .split('\n')
    .map((line) => {
      expect(line).toMatch(/^ralph .* &$/);
      return line.slice('ralph '.length, -' &'.length).split(' ');
    });

/** Starts a line, and ends it with the test. */
async function begin(words: readonly string[], cwd: string, saying: string) {
  const line = start(words, { cwd, env: { XDG_STATE_HOME: cwd } });
  onTestFinished(async () => {
    line.child.kill();
    await line.ended;
  });
  await line.saying(saying);
  return line;
}

it.skipIf(why)(
  `three hosts are reviewed in the way that the page of fleets says${why ? ` (skipped: ${why})` : ''}`,
  { timeout: 300_000 },
  async () => {
    const [redis, stacks, agents, fleet, ask, shown, mend] = examplesOf('docs/fleet.md').map(
      ({ text }) => text,
    );
    const cwd = await folder();
    const env = { PATH: await programs(cwd, { ralph: RALPH }), NO_COLOR: '1' };
    const ports = new Map<string, string>([['6379', `${await freePort()}`]]);
    const here = (text = ''): string =>
      text.replaceAll(/(?<=localhost:|--port )\d{4}/g, (port) => ports.get(port) ?? port);
    const server = await startDaemon('bash', ['-c', `exec ${here(redis)}`], {
      cwd,
      ready: /Ready to accept/,
    });
    onTestFinished(() => server.stop('SIGKILL'));

    for (const words of behind(stacks ?? '')) {
      const at = words.indexOf('--port') + 1;
      const port = words[at] ?? '';
      const stack = await begin(words.with(at, '0'), cwd, 'http://127.0.0.1:');
      ports.set(port, /http:\/\/127\.0\.0\.1:(\d+)/.exec(stack.said())?.[1] ?? '');
    }
    for (const words of behind(agents ?? '')) await begin(words.map(here), cwd, 'takes jobs from');
    await writeFile(join(cwd, 'fleet.yaml'), here(fleet));

    const reviewed = await bash(`${here(ask)}`.replace(/\n(?=ralph fleet review)/, ' >status.txt\n'), {
      cwd,
      env,
    });
    const status = await readFile(join(cwd, 'status.txt'), 'utf8');
    for (const name of ['host-1', 'host-2', 'host-3', 'pool=us']) expect(status).toContain(name);
    // How fast this machine is just now is in the score.
    const unscored = (text = ''): string => text.replaceAll(/[\d.]+ %/g, '…');
    expect({ code: reviewed.code, missing: missing(unscored(shown), unscored(reviewed.stdout)) }).toEqual({
      code: 1,
      missing: [],
    });
    const pinned = await readFile(join(cwd, 'fleet.agents.yaml'), 'utf8');
    for (const name of ['host-1', 'host-2', 'host-3']) expect(pinned).toContain(name);

    expect(await bash(here(mend), { cwd, env })).toMatchObject({ code: 0 });
  },
);

it('shows the users that deploy/redis has', async () => {
  const acl = (file: string) => readFile(join(root, 'deploy/redis', file), 'utf8');
  const plain = (text: string): string[] => text.split('\n').filter((line) => !/^(?:#|$)/.test(line));
  const queue = plain(await acl('queue.acl')).join(' ');
  const users = plain(await acl('users.acl'))
    .filter((line) => !line.startsWith('user health'))
    .map((line) => line.replace('@QUEUE@', queue).split(/\s+/));
  const shown = examplesOf('docs/fleet.md', 'text').map(({ text }) =>
    text
      .replaceAll(/\\\n/g, ' ')
      .trim()
      .split('\n')
      .map((line) => line.replaceAll(/>\S+/g, (word) => `#@${word.slice(1).toUpperCase()}@`).split(/\s+/)),
  );
  expect(shown).toContainEqual(users);
});

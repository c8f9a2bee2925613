import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { newKey } from '../../src/queue/signing.ts';
import { type Redis, startRedis, whyNoRedis } from '../servers/redis.ts';
import { ralph, start } from '../smoke/ralph.ts';
import { answering, sound } from './answering.ts';

const why = whyNoRedis();
if (why) it.skip(`whoever reviews a fleet: ${why}`, () => {});

interface Told {
  readonly verdict: string;
  readonly partial: boolean;
  readonly stacks: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly why: string | null;
  }[];
}

const toldOf = (stdout: string): Told => JSON.parse(stdout);

/** A folder with a fleet file in it. */
async function fleetIn(lines: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ralph-fleet-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'fleet.yaml'), `${lines.join('\n')}\n`);
  return folder;
}

/** Names of what is kept, without the day. */
async function keptIn(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, 'reviews'));
  return names
    .filter((name) => /^\d{4}-/.test(name) && name.endsWith('.json'))
    .map((name) => name.slice(11, -5))
    .sort();
}

/** Something that is waited for, and what ends the wait. */
function gate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe.skipIf(why)('whoever reviews a fleet', () => {
  let redis: Redis;

  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it('has a row for a host that does not answer, one that refuses, and one whose key is another', async () => {
    const folder = await fleetIn([
      'name: partial',
      `queue: ${redis.url}`,
      'stacks:',
      '  - { name: sound, agent: p-sound }',
      '  - { name: nobody, agent: p-nobody }',
      '  - { name: refusing, agent: p-refusing }',
      '  - { name: broken, agent: p-broken }',
      '  - { name: forged, agent: p-forged }',
      'agents:',
      `  p-forged: { key: ${newKey().public} }`,
    ]);
    const refused = { kind: 'refused', why: { en: 'not with me', fr: 'pas chez moi' } } as const;
    await using _sound = await answering(redis.url, 'p-sound');
    await using _refusing = await answering(redis.url, 'p-refusing', { answer: () => refused });
    await using _broken = await answering(redis.url, 'p-broken', {
      answer: () => ({ kind: 'broken', why: 'it \u001b[31mdied\u001b[0m' }),
    });
    await using _forged = await answering(redis.url, 'p-forged');
    const { code, stdout, stderr } = await ralph(
      ['fleet', 'review', 'fleet.yaml', '--json', '--deadline', '4s', '--lang', 'en'],
      { cwd: folder },
    );
    const told = toldOf(stdout);
    const rows = Object.fromEntries(
      told.stacks.map(({ name, outcome, why: because }) => [name, [outcome, because]]),
    );
    expect(rows).toEqual({
      sound: ['reviewed', null],
      nobody: ['silent', 'no agent took it'],
      refusing: ['refused', 'not with me'],
      broken: ['broken', 'it died'],
      forged: ['untrusted', expect.stringContaining('p-forged signs with another key')],
    });
    expect([told.verdict, told.partial, code]).toEqual(['blocked', true, 1]);
    expect(await keptIn(folder)).toEqual(['cycle-001', 'fleet-001']);
    expect(stderr).not.toContain('\u001b');
  });

  it('refuses an agent whose key has changed since it was met', async () => {
    const folder = await fleetIn(['name: pins', `queue: ${redis.url}`, 'stacks: [{ name: a, agent: k-a }]']);
    const review = () => ralph(['fleet', 'review', 'fleet.yaml', '--json'], { cwd: folder });
    {
      await using _ = await answering(redis.url, 'k-a');
      expect(toldOf((await review()).stdout).stacks[0]?.outcome).toBe('reviewed');
    }
    await using _ = await answering(redis.url, 'k-a');
    const { stdout, code } = await review();
    expect(toldOf(stdout).stacks[0]).toMatchObject({ outcome: 'untrusted' });
    expect(code).toBe(1);
  });

  it('is killed, and the next one goes on: nothing is measured or kept twice', async () => {
    const folder = await fleetIn([
      'name: killed',
      `queue: ${redis.url}`,
      'stacks: [{ name: a, agent: c-a }, { name: b, agent: c-b }]',
    ]);
    const { open, opened } = gate();
    await using first = await answering(redis.url, 'c-a');
    await using second = await answering(redis.url, 'c-b', {
      answer: () => opened.then(() => ({ kind: 'observed', evidence: sound() }) as const),
    });
    const killed = start(['fleet', 'review', 'fleet.yaml'], { cwd: folder });
    await killed.saying('✅ a');
    killed.child.kill('SIGKILL');
    await killed.ended;
    open();
    const { code, stdout } = await ralph(['fleet', 'review', 'fleet.yaml', '--resume', '--json'], {
      cwd: folder,
    });
    expect(toldOf(stdout).stacks.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['a', 'reviewed'],
      ['b', 'reviewed'],
    ]);
    expect([first.taken.length, second.taken.length, code]).toEqual([1, 1, 0]);
    expect(await keptIn(folder)).toEqual(['cycle-001', 'cycle-002', 'fleet-001']);
    const none = await ralph(['fleet', 'review', 'fleet.yaml', '--resume'], { cwd: folder });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('found no review of this fleet')]);
  });

  it('is interrupted, and takes back what it asked for', async () => {
    const folder = await fleetIn([
      'name: stopped',
      `queue: ${redis.url}`,
      'stacks: [{ name: a, agent: s-a }]',
    ]);
    const stopped = start(['fleet', 'review', 'fleet.yaml'], { cwd: folder });
    await stopped.saying('asks for 1 stack');
    const status = () => ralph(['fleet', 'status', 'fleet.yaml', '--json'], { cwd: folder });
    const waiting = async () => JSON.parse((await status()).stdout).stacks[0].waiting;
    while ((await waiting()) !== 1);
    stopped.child.kill('SIGINT');
    expect((await stopped.ended).code).toBe(130);
    expect(await waiting()).toBe(0);
    expect(JSON.parse((await status()).stdout)).toMatchObject({ reviews: [], last: [] });
    await using late = await answering(redis.url, 's-a');
    expect(late.taken).toEqual([]);
  });

  it('stands by: of two, one makes each review that is due', async () => {
    const folder = await fleetIn([
      'name: nightly',
      `queue: ${redis.url}`,
      'stacks: [{ name: a, agent: n-a }]',
    ]);
    await using agent = await answering(redis.url, 'n-a');
    const one = start(['fleet', 'schedule', 'fleet.yaml', '--cron', '* * * * *', '--tz', 'UTC'], {
      cwd: folder,
    });
    await one.saying('the next one at');
    const two = start(['fleet', 'schedule', 'fleet.yaml'], { cwd: folder });
    await two.saying('the next one at');
    const status = JSON.parse(
      (await ralph(['fleet', 'status', 'fleet.yaml', '--json'], { cwd: folder })).stdout,
    );
    expect(status.schedule).toMatchObject({ cron: '* * * * *', tz: 'UTC' });
    await Promise.race([one.saying('fleet-001'), two.saying('fleet-001')]);
    expect(agent.taken).toHaveLength(1);
    expect(await keptIn(folder)).toEqual(['cycle-001', 'fleet-001']);
    for (const { child } of [one, two]) child.kill('SIGTERM');
    await Promise.all([one.ended, two.ended]);
    const cleared = await ralph(['fleet', 'schedule', 'fleet.yaml', '--clear'], { cwd: folder });
    expect(cleared.stderr).toContain('the schedule is gone');
  }, 100_000);
});

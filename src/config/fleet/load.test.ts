import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { criteria, temporaryFolder } from '../config.fixture.ts';
import { loadFleet } from './load.ts';
import type { LoadedFleet } from './loaded.ts';

const KEY = `${'A'.repeat(43)}=`;

async function load(
  text: string,
  env: Record<string, string> = {},
  name = 'fleet.yaml',
): Promise<LoadedFleet> {
  const cwd = await temporaryFolder();
  await writeFile(join(cwd, name), text);
  return loadFleet({ path: name, cwd, env, known: { criteria, probes: ['llm', 'tts', 'gpu'] } });
}

const refusal = (text: string, env: Record<string, string> = {}): Promise<string> =>
  load(text, env).then(
    () => 'accepted',
    (error: unknown) => String(error),
  );

const LEAST = 'queue: redis://localhost\nstacks: [{ name: a, agent: gpu-07 }]\n';

describe('a fleet file', () => {
  it('needs a queue and a stack, and has a default for all else', async () => {
    const fleet = await load(LEAST);
    expect(fleet).toMatchObject({
      name: 'fleet',
      queue: { url: 'redis://localhost', password: null, caFile: null, certFile: null, keyFile: null },
      stacks: [{ name: 'a', asked: { agent: 'gpu-07' }, probes: null, samples: null }],
      ...{ agents: {}, deadlineMs: 3_600_000, attempts: 3, failOn: 'blocked', trust: 'first' },
      archive: expect.stringMatching(/\/reviews$/),
    });
    expect(Object.keys(fleet.rubric.criteria)).toEqual(['llm', 'gpu', 'tests']);
    expect(fleet.rubric.tolerancePct).toBe(10);
  });

  it('says who is asked what, by which rules, until when', async () => {
    const fleet = await load(
      [
        'name: production',
        'queue: rediss://ralph@queue.example:6380/2',
        'queue_password_env: QUEUE_PASSWORD',
        'queue_ca: tls/ca.pem',
        'queue_cert: tls/fleet.pem',
        'queue_key: tls/fleet.key',
        'trust: listed',
        'stacks:',
        '  - { name: eu, labels: { pool: eu, tier: gold }, probes: [llm, gpu], samples: 12 }',
        '  - { name: us, agent: gpu-08 }',
        'agents:',
        `  gpu-08: { key: ${KEY} }`,
        'deadline: 20m',
        'attempts: 2',
        'criteria: { llm: { objective: 400 ms } }',
        'tolerance: 5 %',
        'lang: fr',
        'reviews: kept',
        'fail_on: attention',
      ].join('\n'),
      { QUEUE_PASSWORD: 'of the queue' },
    );
    expect(fleet).toMatchObject({
      name: 'production',
      queue: {
        url: 'rediss://ralph@queue.example:6380/2',
        password: 'of the queue',
        caFile: expect.stringMatching(/\/tls\/ca\.pem$/),
        certFile: expect.stringMatching(/\/tls\/fleet\.pem$/),
        keyFile: expect.stringMatching(/\/tls\/fleet\.key$/),
      },
      stacks: [
        { name: 'eu', asked: { labels: { pool: 'eu', tier: 'gold' } }, probes: ['llm', 'gpu'], samples: 12 },
        { name: 'us', asked: { agent: 'gpu-08' } },
      ],
      agents: { 'gpu-08': KEY },
      ...{ deadlineMs: 1_200_000, attempts: 2, lang: 'fr', failOn: 'attention', trust: 'listed' },
    });
    expect(fleet.rubric.criteria.llm?.objective).toBe(400);
    expect(fleet.rubric.tolerancePct).toBe(5);
  });

  it('takes the password of the queue from its usual variable', async () => {
    expect((await load(LEAST, { RALPH_QUEUE_PASSWORD: 'usual' })).queue.password).toBe('usual');
  });

  it('keeps reviews in its folder, or in a database with the password of a variable', async () => {
    expect((await load(`${LEAST}reviews: kept\n`)).archive).toMatch(/\/kept$/);
    const database = 'archive: postgres://ralph@db/ralph\n';
    expect((await load(LEAST + database)).archive).toBe('postgres://ralph@db/ralph');
    const named = `${LEAST}${database}archive_password_env: DB\n`;
    expect((await load(named, { DB: 'a/b' })).archive).toBe('postgres://ralph:a%2Fb@db/ralph');
    expect(await refusal(named)).toContain('archive_password_env');
  });

  it('is called after its file where it has no name', async () => {
    expect((await load(LEAST, {}, 'ma flotte.yml')).name).toBe('ma-flotte');
    expect((await load(LEAST, {}, '…')).name).toBe('fleet');
  });

  it.each([
    ['', '1:1  found an empty file, expected at least queue and stacks'],
    ['stacks: [{ name: a, agent: b }]', '1:1  queue: found nothing, expected the address of Redis'],
    ['queue: redis://localhost', '1:1  stacks: found nothing, expected a list of stacks'],
    ['queue: redis://localhost\nstacks: []', '2:9  stacks: found a list, expected at least one stack'],
    [
      'queue: redis://localhost\nstacks:\n  - name: a',
      '3:5  stacks.0: found a block, expected either agent, the name of one, or labels',
    ],
    [
      'queue: redis://localhost\nstacks:\n  - { name: a, agent: b, labels: { pool: eu } }',
      '3:5  stacks.0: found a block, expected either agent',
    ],
    [
      'queue: redis://localhost\nstacks:\n  - { name: a, agnet: b }',
      'found the unknown key "agnet", expected one of name, agent, labels, probes, samples; did you mean "agent"?',
    ],
    [
      'queue: redis://localhost\nstacks:\n  - { name: a, agent: b, command: [rm] }',
      'found the unknown key "command"',
    ],
    [
      'queue: redis://localhost\nstacks:\n  - { name: a, agent: b }\n  - { name: a, agent: c }',
      '4:13  stacks.1.name: found "a", expected a name of its own: that of stack 1 is the same',
    ],
    [
      'queue: redis://localhost\nstacks:\n  - { name: a, agent: b, probes: [llm, ttts] }',
      'stacks.0.probes.1: found "ttts", expected llm, tts or gpu',
    ],
    [
      'queue: redis://localhost\nstacks:\n  - { name: a, labels: {} }',
      'stacks.0.labels: found a block, expected 1 to 4 labels',
    ],
    [
      'queue: redis://localhost\nstacks:\n  - { name: a, agent: ../../etc }',
      'stacks.0.agent: found "../../etc", expected the name of an agent',
    ],
    ['queue: http://localhost\nstacks: [{ name: a, agent: b }]', '1:8  queue: found "http://localhost"'],
    [
      `${LEAST}agents: { gpu-07: { key: short } }`,
      'agents.gpu-07.key: found "short", expected the public key that the agent prints',
    ],
    [
      `${LEAST}queue_password_env: RALPH_NOT_SET`,
      'queue_password_env: found "RALPH_NOT_SET", expected a variable',
    ],
    [`${LEAST}deadline: soon`, 'deadline: found "soon", expected a duration'],
  ])('refuses %j with the place and what was expected', async (text, said) => {
    expect(await refusal(text)).toContain(said);
  });

  it('never repeats a queue that has a password in it', async () => {
    const said = await refusal('queue: http://ralph:hunter2hunter2@host\nstacks: [{ name: a, agent: b }]');
    expect(said).toContain('found a text that is not repeated here');
    expect(said).not.toContain('hunter2');
  });

  it('has room for a thousand stacks and their keys, a line each', async () => {
    const stacks = Array.from({ length: 1000 }, (_, at) => `  - name: stack ${at}\n    agent: host-${at}`);
    const agents = Array.from({ length: 1000 }, (_, at) => `  host-${at}:\n    key: ${KEY}`);
    const fleet = await load(
      ['queue: redis://localhost', 'stacks:', ...stacks, 'agents:', ...agents].join('\n'),
    );
    expect(fleet.stacks).toHaveLength(1000);
    expect(Object.keys(fleet.agents)).toHaveLength(1000);
    expect(
      await refusal(
        ['queue: redis://localhost', 'stacks:', ...stacks, '  - { name: b, agent: b }'].join('\n'),
      ),
    ).toContain('at most 1000 stacks');
  });

  it('refuses a file that is none without taking its time', async () => {
    expect(await refusal('- x\n'.repeat(9_000))).toContain('found a list');
    expect(await refusal('x\n'.repeat(20_000))).toContain('more than 10000 lines');
    expect(await refusal('x: [\n'.repeat(9_000))).toContain('nested five hundred deep');
    expect(await refusal('{} {\n'.repeat(400))).toContain('expected');
  });
});

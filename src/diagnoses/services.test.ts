import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import gpuCriterion from '../criteria/gpu.ts';
import { serviceAt } from '../domain/commands/target.fixture.ts';
import type { Diagnosis } from '../domain/finding.ts';
import {
  answer,
  chat,
  clip,
  evidenceWith,
  failing,
  gpu,
  gpuAs,
  memory,
  rejected,
  rule,
  series,
  turn,
} from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import { diagnoses } from './index.ts';

const known: readonly Diagnosis[] = diagnoses;

const times = <Item>(count: number, item: Item): Item[] => Array.from({ length: count }, () => item);

describe('memory-leak, of several servers', () => {
  const five = series(...times(5, clip(9)));
  const asked = {
    tts: five,
    tts_stream: five,
    llm: chat(...times(5, answer(90))),
    turn: series(...times(5, turn(9))),
  };
  const order = ['llm', 'tts', 'tts_stream', 'turn'] as const;
  const held = (roles: readonly string[], pid: number, ...mib: readonly number[]) => ({
    ...{
      roles,
      ...memory(mib[0] ?? 0, ...order.map((probe, place) => [probe, mib[place + 1] ?? 0] as const)),
    },
    pid,
  });
  const tell = (...services: ReturnType<typeof held>[]) =>
    known
      .find(({ id }) => id === 'memory-leak')
      ?.detect(factsOf(evidenceWith({ ...asked, memory: { ...memory(0), services } }), rules.probes));

  test('is the one that grows, in the series that ask it', () => {
    const story = tell(held(['llm'], 7, 900, 900, 900, 900, 900), held(['tts'], 8, 100, 100, 140, 190, 240));
    expect(story?.title.en).toMatch(/^Memory of tts grows/);
    expect(story?.evidence.map(({ en }) => en)).toEqual([
      expect.stringMatching(/^process 8 \(tts\)/),
      expect.stringMatching(/^tts_stream: 140 MiB → 190 MiB/),
      expect.stringMatching(/^turn: 190 MiB → 240 MiB/),
    ]);
    expect(story?.unblock[0]?.command).toContain('/tts');
  });

  test('is not what grows while nobody asks it, nor what two of them keep together', () => {
    expect(
      tell(held(['llm'], 7, 100, 100, 300, 500, 501), held(['tts'], 8, 10, 10, 10, 10, 10)),
    ).toBeUndefined();
    const little = [0, 0, 0, 25, 50];
    expect(tell(held(['tts'], 7, ...little), held(['stt', 'tts'], 8, ...little))).toBeUndefined();
  });

  test('are all that grow, the worst first', () => {
    const story = tell(held(['tts'], 7, 0, 0, 0, 40, 80), held(['llm', 'tts'], 8, 0, 0, 60, 120, 180));
    expect(story?.title.en).toMatch(/^Memory of llm \+ tts grows/);
    expect(story?.evidence.at(-1)?.en).toMatch(/^tts grows as well, by 80 MiB/);
  });
});

describe('the card of a stack of several servers', () => {
  const service = (role: string, pid: number) => ({
    ...{ roles: [role], address: `localhost:${pid}` },
    serving: { port: pid, pid, program: '/usr/bin/x', relatives: [pid], strangers: [], hidden: false },
  });
  const away = { roles: ['stt'], address: 'far.example:1', serving: 'elsewhere' };
  const card = (holders: Readonly<Record<number, number>>, ...services: unknown[]) => {
    const { serving: _, ...seen } = gpuAs(gpu(70, 5222), {
      processes: Object.entries(holders).map(([pid, memoryMib]) => ({
        pid: Number(pid),
        name: 'x',
        memoryMib,
      })),
    }) as Record<string, unknown>;
    return { gpu: { ...seen, services } };
  };
  const tell = (readings: Readonly<Record<string, unknown>>) =>
    known.find(({ id }) => id === 'gpu-of-others')?.detect(factsOf(evidenceWith(readings), rules.probes));
  const comment = (readings: Readonly<Record<string, unknown>>): string => {
    const ruling = rule(gpuCriterion, readings);
    return 'comment' in ruling ? ruling.comment.en : '';
  };

  test('works for others where none of those here holds any, and each of them is named', () => {
    const story = tell(card({ 9: 5222 }, service('llm', 7), service('tts', 8), away));
    expect(story?.evidence.map(({ en }) => en)).toEqual([
      'llm: 7 is served by process 7 (x), which holds 0 MiB of the 5222 MiB in use',
      'tts: 8 is served by process 8 (x), which holds 0 MiB of the 5222 MiB in use',
      'stt: on another machine (far.example:1)',
      'together: 0 MiB; others: 5222 MiB',
      'process 9 (x) holds 5222 MiB',
    ]);
    expect(comment(card({ 9: 5222 }, service('llm', 7)))).toContain('none of it the stack’s');
  });

  test('is not said to work for others where one holds some, is not seen, or is elsewhere alone', () => {
    expect(tell(card({ 7: 100, 9: 5222 }, service('llm', 7), service('tts', 8)))).toBeUndefined();
    expect(tell(card({ 9: 5222 }, service('llm', 7), { ...away, serving: 'unseen' }))).toBeUndefined();
    expect(tell(card({ 9: 5222 }, away))).toBeUndefined();
  });

  test('shows which of them holds none while another does', () => {
    expect(comment(card({ 7: 5222 }, service('llm', 7), service('tts', 8), away))).toMatch(
      /, none of it held by tts$/,
    );
    expect(comment(card({ 7: 2000, 8: 3000 }, service('llm', 7), service('tts', 8)))).not.toContain('none');
  });
});

test('a key that one of several servers wants is named for that one, whatever the others answer', () => {
  const server = (role: string) => serviceAt(`http://localhost/${role}`, 'openai', { model: 'm' });
  const target = { services: { llm: server('llm'), tts: server('tts') } };
  const readings = { llm: chat(failing(rejected(401, 'Unauthorized'))), tts: series(clip(9)) };
  const tell = (given: Readonly<Record<string, unknown>>) =>
    known
      .find(({ id }) => id === 'auth-missing')
      ?.detect(factsOf(evidenceWith(given, { target }), rules.probes));
  const story = tell(readings);
  expect(story?.title.en).toBe('The server of llm wants an API key (HTTP 401)');
  expect(story?.explains).toEqual(['llm']);
  expect(story?.remedy[0]?.code?.lines.at(2)).toBe('    llm:');
  expect(story?.unblock[0]?.command).toContain('/llm/v1/chat/completions');
  expect(story?.unblock[0]?.command).toContain('-H "Authorization: Bearer $OPENAI_API_KEY"');
  expect(tell({ ...readings, llm: chat(answer(9), failing(rejected(401))) })).toBeUndefined();
});

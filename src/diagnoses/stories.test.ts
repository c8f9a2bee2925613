import { describe, expect, test } from 'vitest';
import { rules } from '../cli/rules.ts';
import { criteria } from '../criteria/index.ts';
import type { Diagnosis, Story } from '../domain/finding.ts';
import type { Text } from '../domain/text.ts';
import {
  answer,
  chat,
  clip,
  cuda,
  evidenceWith,
  failing,
  gpu,
  healthy,
  rejected,
  series,
  turn,
} from '../pipeline/evidence.fixture.ts';
import { factsOf } from '../pipeline/facts.ts';
import { diagnoses } from './index.ts';
import { excuse, RAISED, speechless } from './raised.fixture.ts';

const known: readonly Diagnosis[] = diagnoses;

function storyOf({ id, detect }: Diagnosis): Story {
  const story = detect(factsOf(evidenceWith(RAISED[id as keyof typeof RAISED]), rules.probes));
  if (!story) throw new Error(`${id} was not raised`);
  return story;
}

describe.each(known)('$id', (diagnosis) => {
  test('is raised by its evidence, and not by a stack in the best of health', () => {
    expect(storyOf(diagnosis).title.en).not.toBe('');
    expect(diagnosis.detect(factsOf(evidenceWith(healthy), rules.probes))).toBeUndefined();
    expect(diagnosis.detect(factsOf(evidenceWith({}), rules.probes))).toBeUndefined();
  });

  test('says the same in two languages, with nothing left out of either', () => {
    const { title, headline, story, quip, remedy, unblock, evidence } = storyOf(diagnosis);
    const steps = remedy.map(({ text }) => text);
    const all = [title, headline, story, ...(quip ? [quip] : []), ...steps, ...evidence];
    for (const { en, fr } of [...all, ...unblock.map(({ text }) => text)]) {
      for (const text of [en, fr]) {
        expect(text.trim()).not.toBe('');
        expect(text).not.toMatch(/undefined|null|NaN|\[object| {2}/);
      }
    }
    const sentences: readonly Text[] = [title, story, ...(quip ? [quip] : []), ...steps];
    for (const { en, fr } of sentences) expect(fr).not.toBe(en);
  });

  test('says what to do and how to see that it holds', () => {
    const { remedy, unblock } = storyOf(diagnosis);
    expect(remedy.length).toBeGreaterThan(0);
    expect(remedy.flatMap(({ code }) => code?.lines ?? []).filter((line) => line.trim() === '')).toEqual([]);
    if (diagnosis.explains.length > 0) expect(unblock.length).toBeGreaterThan(0);
    for (const { command, holds } of unblock) {
      expect(command?.trim()).not.toBe('');
      expect(holds).toBe(false);
    }
  });

  test('explains criteria that exist, and follows from findings that exist', () => {
    expect(diagnosis.explains.filter((id) => !criteria.some((each) => each.id === id))).toEqual([]);
    const findings = [...known.map(({ id }) => id), ...criteria.map(({ finding }) => finding as string)];
    const { causes } = storyOf(diagnosis);
    expect((causes ?? []).filter((id) => !findings.includes(id))).toEqual([]);
    expect(causes ?? []).not.toContain(diagnosis.id);
  });
});

test('no finding has two names, and no name two findings', () => {
  const ids = [...known.map(({ id }) => id), ...criteria.map(({ finding }) => finding)];
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(criteria)(
  '$id: what is said when it fails is said in both languages, with a command',
  (criterion) => {
    const facts = factsOf(evidenceWith(healthy), rules.probes) as Parameters<typeof criterion.remedy>[0];
    const { failureTitle, why, formula } = criterion;
    const { text, command } = criterion.check(facts, 500);
    for (const { en, fr } of [
      failureTitle,
      why,
      formula,
      text,
      ...criterion.remedy(facts).map((s) => s.text),
    ]) {
      expect(en).not.toBe('');
      expect(fr).not.toBe(en);
    }
    expect(command).not.toBe('');
    expect(criterion.remedy(facts).length).toBeGreaterThan(0);
  },
);

describe('what a story must not claim', () => {
  const storyWith = (id: string, readings: Readonly<Record<string, unknown>>) =>
    known.find((each) => each.id === id)?.detect(factsOf(evidenceWith(readings), rules.probes));

  test('a missing key is not seen by asking the open health route', () => {
    const story = storyWith('auth-missing', RAISED['auth-missing']);
    expect(story?.unblock[0]?.command).not.toContain('/health');
  });

  test('a path with spaces stays one word', () => {
    const facts = factsOf(
      evidenceWith({ cuda: cuda('kernel-fails') }, { target: { python: '/my venv/python' } }),
      rules.probes,
    );
    const story = known.find(({ id }) => id === 'cuda-kernel-fails')?.detect(facts);
    expect(JSON.stringify(story?.remedy)).not.toMatch(/(?<!')\/my venv/);
  });

  test('a memory that nobody is listed for is not nobody’s', () => {
    expect(JSON.stringify(storyWith('gpu-idle', { gpu: gpu(0, 1362) })?.evidence)).not.toMatch(
      /no process owns/,
    );
  });

  test('a module that vanished does not make slow what still speaks', () => {
    const zombie = RAISED['dependency-vanished'];
    expect(storyWith('dependency-vanished', zombie)?.explains).toBeUndefined();
    expect(storyWith('dependency-vanished', { ...zombie, tts: series(clip(3000)) })?.explains).toEqual([
      'backend',
    ]);
  });

  test('a torch without CUDA is no word about a card that is not there', () => {
    const bare = { cuda: cuda('cpu-only', { gpuPresent: false }) };
    expect(storyWith('torch-cpu-only', bare)).toBeUndefined();
    const facts = factsOf(evidenceWith(bare, { target: { gpu: 'required' } }), rules.probes);
    const story = known.find(({ id }) => id === 'torch-cpu-only')?.detect(facts)?.story;
    expect(story?.en).toContain('No NVIDIA GPU');
    expect(story?.fr).toContain('Aucun GPU');
  });

  test.each([
    ['canned-answer', { llm: chat(excuse, answer(3000)) }],
    ['audio-not-speech', { tts: series(clip(9, { audio: speechless }), clip(3000)) }],
    ['speech-missing', { tts: series(failing(rejected(503)), clip(3000)) }],
    [
      'rate-limited',
      { llm: chat(answer(3000)), tts: series(failing(rejected(429)), clip(3000)), turn: series(turn(9)) },
    ],
  ])('%s: it explains no figure that was measured after all', (id, readings) => {
    expect(storyWith(id, readings)?.explains).toEqual([]);
  });
});

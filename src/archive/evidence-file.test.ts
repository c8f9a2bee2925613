import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type * as z from 'zod';
import type { Evidence } from '../domain/evidence.ts';
import type { Review } from '../domain/review.ts';
import { draw, evidence, temporaryFolder } from './archive.fixture.ts';
import { jsonName } from './entry.ts';
import { loadEvidence, saveEvidence } from './evidence-file.ts';
import { folderArchive } from './folder/archive.ts';
import type { evidenceOutline, reviewOutline } from './outline.ts';

/** The message with which a file of these contents is refused, without the path of the file. */
async function refusal(contents: unknown): Promise<string> {
  const file = join(await temporaryFolder(), 'evidence.json');
  await writeFile(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return loadEvidence(file).then(
    () => 'accepted',
    (error: Error) => error.message.replace(`${file}  `, `${error.name}: `),
  );
}

test('evidence is loaded as it was saved, and saving it again gives the same bytes', async () => {
  const folder = await temporaryFolder();
  const [first, second] = [join(folder, 'new', 'a.json'), join(folder, 'new', 'b.json')];
  await saveEvidence(first, evidence);
  const loaded = await loadEvidence(first);
  await saveEvidence(second, loaded);
  expect(loaded).toEqual(evidence);
  expect(await readFile(second, 'utf8')).toBe(await readFile(first, 'utf8'));
  expect(await readFile(first, 'utf8')).toBe(`${JSON.stringify(evidence, null, 2)}\n`);
});

test('saving replaces the whole file and leaves nothing beside it', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'evidence.json');
  await writeFile(file, 'x'.repeat(100_000));
  await saveEvidence(file, evidence);
  expect(await loadEvidence(file)).toEqual(evidence);
  expect(await readdir(folder)).toEqual(['evidence.json']);
});

test('the evidence of a review can be loaded from its file, and knows its cycle', async () => {
  const folder = await temporaryFolder();
  const { entry } = await folderArchive(folder).publish(draw, 12);
  expect(await loadEvidence(join(folder, jsonName(entry)))).toEqual({ ...evidence, cycle: 12 });
});

test('a path that leads nowhere is an error that says so', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'none.json');
  await expect(loadEvidence(file)).rejects.toThrow(`${file}  cannot be read (ENOENT); correct the path`);
  await expect(loadEvidence(folder)).rejects.toThrow(
    `${folder}  found a folder or a device, expected a file`,
  );
  await expect(saveEvidence(folder, evidence)).rejects.toThrow(
    `${folder}  cannot be written (EISDIR); name another file`,
  );
  expect(await readdir(folder)).toEqual([]);
});

const llm = evidence.observations.llm;

test.each([
  ['text that is no JSON', '{', 'found text that is not JSON (line 1, column 2), expected a whole JSON file'],
  ['a list', [], 'found a list, expected object'],
  [
    'a later form',
    { ...evidence, schema: 'ralph/evidence@2' },
    'schema: found "ralph/evidence@2", expected ralph/evidence@1',
  ],
  ['no target', { ...evidence, target: undefined }, 'target: found nothing, expected object'],
  [
    'a wrong word',
    { ...evidence, target: { ...evidence.target, gpu: 'maybe' } },
    'target.gpu: found "maybe", expected auto or required or ignore',
  ],
  [
    'another kind of observation',
    { ...evidence, observations: { llm: { kind: 'guessed' } } },
    'observations.llm.kind: found "guessed", expected observed, unavailable or errored',
  ],
  [
    'an observation without readings',
    { ...evidence, observations: { llm: { ...llm, readings: undefined } } },
    'observations.llm.readings: found nothing, expected the readings of the probe',
  ],
  [
    'a review without its cycle in order',
    { review: {}, evidence: { ...evidence, rubric: { criteria: { llm: 1 }, tolerancePct: 10 } } },
    'evidence.rubric.criteria.llm: found 1, expected object',
  ],
])('%s is refused with its place', async (_, contents, message) => {
  expect(await refusal(contents)).toBe(`EvidenceError: ${message}`);
});

test('a key that stands in for a prototype is dropped wherever it is', async () => {
  const file = join(await temporaryFolder(), 'evidence.json');
  const text = JSON.stringify(evidence)
    .replace('"observations":{', '"observations":{"__proto__":{"kind":"unavailable","reason":"x"},')
    .replace('"readings":{', '"readings":{"__proto__":{"polluted":true},');
  await writeFile(file, text);
  const loaded = await loadEvidence(file);
  expect(JSON.stringify(loaded)).toBe(JSON.stringify(evidence));
  expect(Object.assign({}, loaded.observations)).not.toHaveProperty('reason');
});

test('the outlines ask for nothing that the vocabulary does not promise', () => {
  const promised: {
    evidence: (evidence: Evidence) => z.infer<typeof evidenceOutline>;
    review: (review: Review) => z.infer<typeof reviewOutline>;
  } = { evidence: (given) => given, review: (given) => given };
  expect(promised.evidence(evidence)).toBe(evidence);
});

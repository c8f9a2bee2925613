import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { reviewSaying } from '../review.fixture.ts';
import { frontMatter } from './front-matter.ts';

const VERSIONS = ['1.1', '1.2'] as const;

/** The block as a strict reader of one version of YAML takes it. */
function read(block: string, version: (typeof VERSIONS)[number]) {
  const lines = block.split('\n');
  expect([lines[0], lines.at(-1)]).toEqual(['---', '---']);
  expect(lines.slice(1, -1)).not.toContain('---');
  expect(block).not.toMatch(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\ufeff]/);
  const document = parseDocument(lines.slice(1, -1).join('\n'), { strict: true, uniqueKeys: true, version });
  expect([...document.errors, ...document.warnings]).toEqual([]);
  return document.toJS();
}

async function roundTrips(said: string): Promise<void> {
  const review = reviewSaying(said);
  const block = await frontMatter(review);
  for (const version of VERSIONS) {
    const facts = read(block, version);
    expect(facts).toMatchObject({
      commit: said,
      status: review.status,
      blockers: [said],
      warnings: [said],
      progress: [said],
      baseline: { cycle: 6, file: said },
      metrics: { 'llm.e2el_ms': said },
    });
    expect(facts).toMatchObject({ cycle: 7, verdict: 'blocked', criteria: { llm: 0, tts: 10 } });
  }
}

test.each([
  'GPU idle #60',
  'a: b',
  '---',
  `forty characters before the line break ...\n---\nstatus: ok`,
  '🎙️ voix 👩‍🚀',
  `"double" and 'single'`,
  'C:\\temp\\new',
  'one\ntwo\r\nthree\n',
  '\u001b[31mred\u001b[0m \u202ereversed',
  'one\u0085two\u2028three \u009b2J \ufeff',
  '3e45128',
  '551e714',
  '3404648',
  '0x12',
  '0o17',
  '017',
  '1_000',
  '12:30:45',
  'null',
  '~',
  'on',
  'No',
  'true',
  '.inf',
  '2026-01-20',
  '{a: [b',
  '!!binary x',
  '&a *a',
  '% directive',
  '',
])('%j stays what it is', roundTrips);

test('so does any other text', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), roundTrips), { numRuns: 200 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('---', '\n', ' ', ': ', '#', '"', '\\', 'a'.repeat(30))),
      (parts) => roundTrips(parts.join('')),
    ),
    { numRuns: 200 },
  );
});

test('what is not there is null, not absent', async () => {
  const bare = { ...reviewSaying('x'), commit: null, score: null, baseline: null };
  expect(read(await frontMatter(bare), '1.2')).toMatchObject({ commit: null, score: null, baseline: null });
});

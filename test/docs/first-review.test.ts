import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { examplesOf } from './pages.ts';
import { missing, typedAlong } from './session.ts';

it('what the first review says is what happens', { timeout: 300_000 }, async () => {
  const all = examplesOf('docs/first-review.md');
  const [serve, health, claimed, review, shown, explain, mend, closed, detect] = all.map(({ text }) => text);
  expect(all.map(({ language }) => language)).toEqual([
    ...['bash', 'bash', 'json', 'bash', 'text', 'bash', 'bash', 'text', 'bash', 'yaml'],
  ]);
  const page = await typedAlong();
  const stop = await page.serve(serve ?? '');
  try {
    const claim = await page.type(health ?? '');
    expect(JSON.parse(claim.said)).toMatchObject(JSON.parse(claimed ?? ''));

    const reviewed = await page.type(review ?? '');
    expect(reviewed.code).toBe(1);
    expect(missing(shown ?? '', reviewed.said)).toEqual([]);
    expect((await readdir(join(page.cwd, 'reviews'))).filter((name) => !name.startsWith('.'))).toEqual([
      expect.stringMatching(/-cycle-001\.json$/),
      expect.stringMatching(/-cycle-001\.md$/),
    ]);

    expect(await page.type(explain ?? '')).toMatchObject({ code: 0 });
    const mended = await page.type(mend ?? '');
    expect([mended.code, ...missing(closed ?? '', mended.said)]).toEqual([0]);
    const detected = await page.type(detect ?? '');
    expect([detected.code, detected.said]).toEqual([0, expect.stringContaining('# ralph.config.yaml')]);
  } finally {
    await stop();
  }
});

it('what the French guide says is what happens', { timeout: 300_000 }, async () => {
  const all = examplesOf('docs/fr/guide.md');
  const [, serve, review, shown, then, detect] = all.map(({ text }) => text);
  const page = await typedAlong();
  const stop = await page.serve(serve ?? '');
  try {
    const reviewed = await page.type(review ?? '');
    expect([reviewed.code, ...missing(shown ?? '', reviewed.said)]).toEqual([1]);
    const mended = await page.type(then ?? '');
    expect([mended.code, mended.said]).toEqual([0, expect.stringContaining('Plus rien ne bloque')]);
    expect((await page.type(detect ?? '')).said).toContain('# ralph.config.yaml');
  } finally {
    await stop();
  }
});

import { describe, expect, it } from 'vitest';
import { rules } from '../cli/rules.ts';
import type { Metric } from '../domain/metric.ts';
import { CHAPTERS, fileOf } from './chapters.ts';
import { handbook } from './handbook.fixture.ts';
import { pagesOf } from './page-of.ts';

const files = handbook();
const pages = (lang: 'en' | 'fr') =>
  new Map(CHAPTERS.flatMap((name) => [...pagesOf(files[fileOf(name, lang)] ?? '')]));

const metrics = rules.probes.flatMap(({ id, metrics: all }) =>
  Object.keys(all as Record<string, Metric<unknown>>).map((name) => `${id}.${name}`),
);
const ids = [
  ...rules.criteria.flatMap(({ id, finding }) => [id, finding]),
  ...rules.diagnoses.map(({ id }) => id),
  ...metrics,
];

describe.each(['en', 'fr'] as const)('the handbook (%s)', (lang) => {
  it('has a page of everything that a review names, and of nothing else', () => {
    expect([...pages(lang).keys()].sort()).toEqual([...new Set(ids)].sort());
  });

  it('lacks no figure and no word on any of them', () => {
    for (const page of pages(lang).values()) expect(page).not.toMatch(/undefined|NaN|\[object/);
  });

  it('says of each finding how it is told', () => {
    for (const { id, about } of rules.diagnoses) {
      expect([id, about[lang].length > 80]).toEqual([id, true]);
      expect(about.fr).not.toBe(about.en);
    }
  });

  it('says of each finding what to do', () => {
    const findings = pagesOf(files[fileOf('findings', lang)] ?? '');
    for (const page of findings.values()) {
      expect(page).toMatch(/^### (What to do|Que faire)\n\n1\. \S/m);
      expect(page).not.toMatch(/^### [^\n]*\n*(?=###|$(?![\s\S]))/m);
    }
  });
});

describe('pagesOf', () => {
  it('cuts a chapter at its ids and at nothing else', () => {
    const chapter = '# Title\n\nlead\n\n## a-b\n\ntext\n\n### Part\n\n   ## not one\n\n## c.d_ms\n\nmore\n';
    expect([...pagesOf(chapter)]).toEqual([
      ['a-b', '## a-b\n\ntext\n\n### Part\n\n   ## not one'],
      ['c.d_ms', '## c.d_ms\n\nmore'],
    ]);
    expect([...pagesOf('# only a title\n')]).toEqual([]);
  });
});

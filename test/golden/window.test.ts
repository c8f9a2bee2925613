import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { trendsOf } from '../../src/cli/trend-over.ts';
import { windowRules } from '../../src/cli/window-rules.ts';
import type { CycleRecord } from '../../src/domain/record.ts';
import type { Lang } from '../../src/domain/text.ts';
import type { WindowReport } from '../../src/domain/window.ts';
import { record, records, time } from '../../src/pipeline/window/records.fixture.ts';
import { windowReport } from '../../src/pipeline/window/report.ts';
import { page } from '../../src/reporters/html/page.ts';
import { reviewLink } from '../../src/reporters/window/links.ts';
import { windowMarkdown } from '../../src/reporters/window/markdown.ts';
import { windowPage } from '../../src/reporters/window/page.ts';
import { sentenceOf } from '../../src/reporters/window/sentence.ts';

const rules = { ...windowRules, tolerancePct: 10 };

const blocked = (id: string, title: string): Partial<CycleRecord> => ({
  verdict: 'blocked',
  blockers: [{ id, title }],
});

const tts = (ms: number) => ({ 'tts.total_ms': time(ms) });

/** A fortnight: speech slows down, falls silent for two nights, and the driver changes; a card idles all along. */
const FORTNIGHT = records(14, (cycle) => {
  const slow = cycle >= 9;
  const mute = cycle === 11 || cycle === 12;
  return {
    testbed: { driver: cycle === 10 ? '560' : '550' },
    readings: {
      ...tts((slow ? 320 : 200) + (cycle % 3)),
      'tests.state': {
        value: cycle >= 10 ? 'failed' : 'passed',
        shown: {
          en: cycle >= 10 ? '196 passed, 3 failed' : '199 passed',
          fr: cycle >= 10 ? '196 passés, 3 échoués' : '199 passés',
        },
      },
    },
    score: { points: mute ? 10 : 20, max: 30, percent: mute ? 33.3 : 66.7 },
    criteria: [
      { id: 'tts', points: mute ? 0 : 10, weight: 1 },
      { id: 'gpu', points: 3, weight: 1 },
    ],
    verdict: mute ? 'blocked' : 'attention',
    blockers: [
      { id: 'gpu-idle', title: 'The GPU idles | at 0 %' },
      ...(mute ? [{ id: 'audio-not-speech', title: 'Speech is silent' }] : []),
    ],
  };
}).filter(({ cycle }) => cycle !== 13);

const reports = {
  fortnight: windowReport(
    {
      records: FORTNIGHT,
      corrupt: [{ cycle: 13, date: '2026-01-13', why: '2026-01-13-cycle-013.json  is not JSON' }],
    },
    { last: 6 },
    rules,
  ),
  quiet: windowReport(
    { records: records(12, () => ({ readings: tts(200) })), corrupt: [] },
    { since: '2026-01-10T00:00:00.000Z' },
    rules,
  ),
  empty: windowReport({ records: records(3), corrupt: [] }, { since: '2026-02-01T00:00:00.000Z' }, rules),
};

const drawings = Object.entries(reports).flatMap(([name, found]) =>
  (['en', 'fr'] as const).map((lang) => ({ name, found, lang })),
);

const pageOf = (found: WindowReport, lang: Lang): string =>
  page(
    windowPage(found, {
      ...{ lang, tolerancePct: 10, trends: trendsOf(found, FORTNIGHT) },
      href: (_, file) => reviewLink(file, 'the reviews'),
    }),
  );

describe('the report of a window; `npx vitest run --project smoke test/golden -u` redraws', () => {
  test.each(drawings)('$name, $lang', async ({ name, found, lang }) => {
    const drawn = windowMarkdown(found, { lang, folder: 'the reviews', tolerancePct: 10 });
    await expect(drawn).toMatchFileSnapshot(`../../fixtures/reports/${name}.${lang}.md`);
  });

  test.each(drawings)('$name, $lang, as a page', async ({ name, found, lang }) => {
    await expect(pageOf(found, lang)).toMatchFileSnapshot(`../../fixtures/reports/${name}.${lang}.html`);
  });

  test('a long window shows the cycles at which something turns, and counts the others', () => {
    const all = records(100, (cycle) => (cycle === 50 ? blocked('stack-died', 'It died') : {}));
    const found = windowReport({ records: all, corrupt: [] }, { last: 100 }, rules);
    const rows = windowMarkdown(found, { lang: 'en', folder: '', tolerancePct: 10 })
      .split('\n')
      .filter((line) => /^\| (?:\[|…)/.test(line))
      .map((line) => line.split(' | ')[0]);
    expect(rows.slice(0, 7)).toEqual([
      '| [1]',
      '| … 47 alike',
      '| [49]',
      '| [50]',
      '| [51]',
      '| … 48 alike',
      '| [100]',
    ]);
  });
});

test('what nobody looked at since is not said to stand still', () => {
  const all = records(3, (cycle) =>
    cycle === 2 ? blocked('mute', 'Silent') : cycle === 3 ? { verdict: 'inconclusive' } : {},
  );
  const sentence = sentenceOf(windowReport({ records: all, corrupt: [] }, { last: 2 }, rules), 'en');
  expect(sentence).toMatch(/mute broke in cycle 2(?: \(.+?\))?, not known since cycle 2/);
  expect(sentence).not.toContain('still stands');
});

describe('what a stack, a project or a folder says in it', () => {
  const HOSTILE = 'x` | <img src=x onerror=y> [a](javascript:b)\n# h\u001b[31m ::error::z **w';
  const said = (cycle: number): Partial<CycleRecord> => ({
    target: HOSTILE,
    commit: HOSTILE,
    ...(cycle > 1 && blocked(HOSTILE, HOSTILE)),
    testbed: { [HOSTILE]: `${HOSTILE} ${cycle}` },
  });
  const found = windowReport(
    {
      records: [record(1, said(1)), record(2, said(2)), record(3, said(3))],
      corrupt: [{ cycle: 4, date: '', why: HOSTILE }],
    },
    { last: 2 },
    rules,
  );

  test('stays text: no tag, no link, no heading and no column of its own', () => {
    const drawn = windowMarkdown(found, { lang: 'en', folder: `a) ${HOSTILE}`, tolerancePct: 10 });
    const html = new MarkdownIt({ html: true, linkify: false }).render(drawn);
    expect(html).not.toMatch(/<img|<h1>h/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).not.toMatch(/href="javascript/);
    expect(drawn).not.toContain('\u001b');
    const cells = html
      .split('<tr>')
      .slice(1)
      .map((row) => row.match(/<t[hd]>/g)?.length);
    expect(new Set(cells.slice(0, 3))).toEqual(new Set([6]));
  });

  test('stays text on the page, too', () => {
    const drawn = pageOf(found, 'en');
    expect(drawn).not.toContain('<img');
    expect(drawn.match(/<h1>/g)).toHaveLength(1);
    expect(drawn).not.toContain('\u001b');
  });

  test('the sentence is one line', () => {
    expect(sentenceOf(found, 'en')).not.toMatch(/\p{Cc}/u);
  });
});

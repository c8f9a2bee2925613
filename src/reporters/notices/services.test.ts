import { describe, expect, test } from 'vitest';
import { reviewSaying } from '../review.fixture.ts';
import type { Notice } from './notice.ts';
import { type ServiceId, services } from './services.ts';

const PAGE = 'https://ci.example/runs/7';

const notice = (said: string, more: Partial<Notice> = {}): Notice => ({
  ...{ review: reviewSaying(said), before: 'ok', page: PAGE },
  ...more,
});

const ids = Object.keys(services) as ServiceId[];

const HOSTILE = [
  '<!channel> <@U123> @everyone @here <https://evil.example|click> &amp;',
  '[click](https://evil.example) **bold** `code` ||spoiler|| # h > q ~~x~~ <@123> <#1> :smile:',
  `"}],"text":"x \\ \u001b[31m \u202e\n::error::x`,
].join(' ');

describe.each(ids)('%s', (id) => {
  test('says the target, the verdict and what it was before, and leads to the run', () => {
    const body = JSON.stringify(services[id](notice('eva')));
    for (const part of ['eva', PAGE]) expect(body).toContain(part);
    expect(body).toMatch(
      id === 'json' ? /"verdict":"blocked","before":"ok","changed":true/ : /eva\\*: BLOCKED/,
    );
    expect(JSON.stringify(services[id](notice('eva', { page: null })))).not.toContain('ci.example');
  });

  test('says in each language whether it is the first, the same, or another verdict', () => {
    const said = (before: Notice['before'], lang: 'en' | 'fr') =>
      JSON.stringify(services[id](notice('eva', { review: reviewSaying('eva', lang), before }))).replaceAll(
        '\\',
        '',
      );
    const all = (['en', 'fr'] as const).flatMap((lang) =>
      (['ok', 'blocked', null] as const).map((before) => said(before, lang)),
    );
    expect(new Set(all).size).toBe(id === 'json' ? 6 : all.length);
    if (id === 'json') return;
    for (const [index, words] of [
      'was OK',
      'as before',
      'first review',
      'était OK',
      'comme avant',
      'première revue',
    ].entries())
      expect(all[index]).toContain(words);
  });

  test('is small, however much there is to say', () => {
    const review = reviewSaying(`${HOSTILE} ${'long '.repeat(5_000)}`);
    const [blocker] = review.blockers;
    if (!blocker) throw new Error('the fixture has a blocker');
    const blockers = Array.from({ length: 300 }, (_, index) => ({ ...blocker, id: `b${index}` }));
    // Teams takes 28 KB, and the others more.
    expect(
      Buffer.byteLength(JSON.stringify(services[id](notice('', { review: { ...review, blockers } })))),
    ).toBeLessThan(28_000);
  });

  test('nothing in it moves a cursor or turns the order of what is read', () => {
    expect(JSON.stringify(services[id](notice(HOSTILE)))).not.toMatch(/\\u001b|\u202e/);
  });
});

test('Slack: what a stack says is escaped in the text, plain in the blocks, and calls nobody', () => {
  const { text, blocks } = services.slack(notice(HOSTILE));
  expect(text.replace(`<${PAGE}|The run>`, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|@(?!\u200b)/);
  const quoting = blocks.filter((block) => JSON.stringify(block).includes('evil.example'));
  expect(quoting.length).toBeGreaterThan(0);
  for (const block of quoting) {
    expect(JSON.stringify(block)).not.toContain('mrkdwn');
    expect(JSON.stringify(block)).toContain('plain_text');
  }
  const [header] = blocks;
  expect(JSON.stringify(header).length).toBeLessThan(300);
});

test('Discord: no Markdown, no link and no name of what a stack says is one', () => {
  const { embeds, allowed_mentions } = services.discord(notice(HOSTILE));
  expect(allowed_mentions).toEqual({ parse: [] });
  const [embed] = embeds;
  const said = `${embed?.title} ${embed?.description}`.replaceAll(/\\[^\w\s]/g, '');
  expect(said).not.toMatch(/[*_~`|[\]()<@#]/);
});

test('Teams: what a stack says is in runs of text, in which no Markdown is read', () => {
  const [attachment] = services.teams(notice(HOSTILE)).attachments;
  const body = attachment?.content.body ?? [];
  expect(JSON.stringify(body)).toContain('evil.example');
  expect(new Set(body.map(({ type }) => type))).toEqual(new Set(['RichTextBlock']));
});

test('JSON: what changed, what stands and what regressed, by their ids', () => {
  expect(services.json(notice('x', { before: 'blocked' }))).toMatchObject({
    ...{
      schema: 'ralph/notice@1',
      target: 'x',
      cycle: 7,
      verdict: 'blocked',
      before: 'blocked',
      changed: false,
    },
    ...{
      blockers: [{ id: 'f', title: 'x' }],
      warnings: [{ id: 'g', title: 'x' }],
      regressions: ['a'],
      page: PAGE,
    },
  });
});

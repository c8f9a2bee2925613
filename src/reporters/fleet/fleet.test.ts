import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { VERDICT_WORDS } from '../../domain/review.ts';
import { badNight, hosts, reviewOfHosts } from '../../pipeline/fleet/hosts.fixture.ts';
import { alikeOf, namesIn } from './alike.ts';
import { fleetSaying } from './fleet-saying.fixture.ts';
import html from './html.ts';
import { fleet as reporters } from './index.ts';
import json from './json.ts';
import markdown from './markdown.ts';
import terminal from './terminal.ts';

const night = { en: reviewOfHosts(badNight(200)), fr: reviewOfHosts(badNight(200), 'fr') };

const plain = (columns: number) => ({ color: false, columns });

const HOSTILE = '</td><script>alert(1)</script>\u001b[31m\n# head | `x` [a](javascript:b) ::error::x ##[y]';

describe('a fleet of which a stack has no review', () => {
  it.each(['en', 'fr'] as const)('says so in every drawing, in %s', async (lang) => {
    const lost = (index: number) => (index === 4 ? { lost: 'silent' as const } : {});
    const [partial, whole] = [reviewOfHosts(hosts(9, lost), lang), reviewOfHosts(hosts(9), lang)];
    const said = lang === 'en' ? '(1 without a review)' : '(1 sans revue)';
    for (const { id, draw } of reporters)
      for (const columns of [40, 100]) {
        const drawn = async (review: typeof partial) =>
          (await draw(review, plain(columns))).replaceAll(/\s+/g, ' ');
        const told = id === 'json' ? '"partial": true' : said;
        expect(await drawn(partial), id).toContain(told);
        expect(await drawn(partial), id).toContain(partial.stacks[0]?.name);
        expect(await drawn(whole), id).not.toContain(told);
      }
  });
});

describe('the screen', () => {
  it.each([
    [100, 'en'],
    [100, 'fr'],
    [80, 'en'],
    [60, 'fr'],
    [40, 'en'],
  ] as const)(
    'of 200 hosts on a bad night has 40 lines of %i columns at most, in %s',
    async (columns, lang) => {
      const lines = (await terminal.draw(night[lang], plain(columns))).trimEnd().split('\n');
      expect(lines.length).toBeLessThan(40);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    },
  );

  it('names what to mend first, with how many have it, what they share and what to do', async () => {
    const drawn = await terminal.draw(night.en, plain(100));
    expect(drawn).toContain('✖ 32 of 200  cuda-kernel-fails  (driver 560.35.03: 32 of 32)');
    expect(drawn).toContain('→ Compare the card’s architecture with those of the build');
    expect(drawn.indexOf('cuda-kernel-fails')).toBeLessThan(drawn.indexOf('chat-without-audio'));
  });

  it('counts every stack once, the alike together', async () => {
    const drawn = await terminal.draw(night.en, plain(100));
    const rows = drawn.slice(drawn.indexOf('Stacks, worst first')).split('\n').slice(1);
    const counts = rows.map((row) => Number(/^ *(\d+) × {2}/.exec(row)?.[1] ?? 0));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(200);
    // However long it is why one could not be judged.
    expect(rows.join('\n')).toMatch(/untrusted; .*… {2}gpu-091$/m);
  });

  it('stays one screen and within its columns whatever is wrong, each stack in its own way', async () => {
    const odd = night.en.stacks.map((stack, index) => ({
      ...{ ...stack, name: `host-${'x'.repeat(index % 90)}` },
      blockers: [{ id: `own-${index}`, title: 'word '.repeat(index) }],
    }));
    const first = odd.map(({ name, blockers: [blocker] }) => ({
      ...{ finding: blocker?.id ?? '', title: blocker?.title ?? '', severity: 'blocker' as const, frees: 1 },
      ...{ text: 'do this '.repeat(60), stacks: [name], shared: null },
    }));
    for (const columns of [40, 100]) {
      const drawn = await terminal.draw({ ...night.en, stacks: odd, first }, plain(columns));
      const lines = drawn.trimEnd().split('\n');
      expect(lines.length).toBeLessThan(40);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
      expect(drawn).toMatch(/… and \d+ more/);
    }
  });

  it('is the same with colours, but for these', async () => {
    const coloured = await terminal.draw(night.en, { color: true, columns: 100 });
    expect(coloured).not.toBe(stripVTControlCharacters(coloured));
    expect(stripVTControlCharacters(coloured)).toBe(await terminal.draw(night.en, plain(100)));
  });

  it('of a sound fleet is a few lines', async () => {
    const drawn = await terminal.draw(reviewOfHosts(hosts(12)), plain(100));
    expect(drawn).toContain('OK - all 12 stacks are sound');
    expect(drawn.split('\n').length).toBeLessThan(8);
  });
});

describe('stacks of which the same is to be said', () => {
  it('are together, all of them, in the order of their worst', () => {
    const groups = alikeOf(night.en.stacks);
    expect(groups.flatMap(({ stacks }) => stacks).length).toBe(200);
    expect(groups.length).toBeLessThan(20);
    const firsts = groups.map(({ stacks: [first] }) => night.en.stacks.indexOf(first));
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
  });

  it('are named as far as there is room, and the others counted', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 30 }),
        fc.nat(80),
        (names, room) => {
          const said = namesIn(names, room);
          const [, listed = '', more = '0'] = /^(.*?)(?: \+(\d+))?$/.exec(said) ?? [];
          expect(listed.split(', ').length + Number(more)).toBe(names.length);
          if (listed !== names[0]) expect(said.length).toBeLessThanOrEqual(room);
        },
      ),
    );
  });
});

describe('the page', () => {
  it('of 200 hosts has at most a megabyte, and each of them once by name', async () => {
    for (const lang of ['en', 'fr'] as const) {
      const page = await html.draw(night[lang], { ...plain(100), reviews: 'reviews' });
      expect(Buffer.byteLength(page)).toBeLessThan(1_000_000);
      for (const { name } of night[lang].stacks) expect(page).toContain(`<th scope="row">${name}</th>`);
      expect(page).toContain(VERDICT_WORDS.blocked[lang]);
    }
  });

  it('leads to reviews only where they are', async () => {
    expect(await html.draw(night.en, plain(100))).not.toContain('href="2026');
    const linked = await html.draw(night.en, { ...plain(100), reviews: 'the reviews' });
    expect(linked).toContain('href="the%20reviews/2026-01-20-cycle-002.md"');
  });
});

describe('the document', () => {
  it('has a row for each stack, with its review', async () => {
    const drawn = await markdown.draw(night.en, { ...plain(100), reviews: '' });
    const rows = drawn
      .split('\n')
      .filter((line) => /^\| gpu-\d+ \|.*agent gpu|^\| gpu-\d+ \|.*rack=/.test(line));
    expect(rows).toHaveLength(200);
    expect(drawn).toContain('[cycle 2](2026-01-20-cycle-002.md)');
    expect(drawn).toContain('rack=r6 (answered by gpu-061)');
    expect(drawn).toContain('not asked: gpu, cuda');
  });
});

it('for programs is the review itself', async () => {
  const { verdict, stacks } = JSON.parse(await json.draw(night.en, plain(100)));
  expect(verdict).toBe('blocked');
  expect(stacks[0]).toMatchObject({
    name: 'gpu-091',
    verdict: 'blocked',
    score: null,
    blockers: [{ id: 'untrusted' }],
  });
  expect(stacks).toHaveLength(200);
});

describe.each(reporters)('whatever is said, $id', ({ id, draw }) => {
  it('draws it as text', async () => {
    const drawn = await draw(fleetSaying(HOSTILE), { ...plain(100), reviews: '.' });
    expect(drawn).not.toContain('\u001b');
    if (id === 'html') expect(drawn).not.toContain('<script>alert');
    if (id === 'terminal') expect(drawn.trimEnd().split('\n').length).toBeLessThan(40);
    if (id === 'terminal') expect(drawn).not.toMatch(/^::|##\[/m);
    if (id !== 'markdown') return;
    const rendered = new MarkdownIt({ html: true }).render(drawn);
    expect(rendered).not.toContain('<script>');
    expect(rendered).not.toContain('href="javascript:');
    expect(rendered.match(/<h1>/g)).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import html from './html.ts';
import { portraitSaying } from './portrait.fixture.ts';
import { reviewSaying } from './review.fixture.ts';

const canvas = { color: false, columns: 100 };

const HOSTILE = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<!-- -->]]></style><style>*{display:none}</style>',
  '&lt;script&gt; &#60;b&#62;',
  '\u202egnp.exe\u0000\u001b[2J<b>',
];

const drawn = (said: string, lang: 'en' | 'fr' = 'en') =>
  String(html.draw(reviewSaying(said, lang), canvas, portraitSaying(said)));

/** The names of all tags and of their attributes, in their order. */
const skeleton = (page: string): string[] =>
  [...page.matchAll(/<(\/?[a-z][a-z0-9-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, name, attributes = '']) =>
      `${name} ${[...attributes.matchAll(/([\w:-]+)(?:="[^"]*")?/g)].map(([, each]) => each).join(' ')}`,
  );

describe('a page', () => {
  it.each(HOSTILE)('has the same elements and attributes whatever is said: %j', (said) => {
    expect(skeleton(drawn(said))).toEqual(skeleton(drawn('word')));
    expect(drawn(said)).not.toMatch(/<script>alert|<img|onerror="|\u202e|\p{Cc}(?<![\n\t])/u);
  });

  it('is of its language', () => {
    expect(drawn('word', 'fr')).toContain('<html lang="fr">');
    expect(drawn('word', 'fr')).toContain('À faire d’abord');
  });

  it('names nothing twice', () => {
    const ids = [...drawn('word').matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const led = [...drawn('word').matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(led.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('leaves out what it knows nothing of', () => {
    const alone = String(html.draw(reviewSaying('word'), canvas));
    for (const id of ['turn', 'distributions', 'sound', 'trend'])
      expect(alone).not.toContain(`<section id="${id}"`);
    for (const id of ['criteria', 'findings', 'device', 'changes', 'checklist', 'probes', 'method'])
      expect(alone).toContain(`<section id="${id}"`);
  });

  it('shades no more than was seen of a card, which a browser would complain of', () => {
    const { cards, ...rest } = portraitSaying('word');
    if (!cards) throw new Error('no cards');
    const [early, late] = [-5_000, 900_000].map((startMs) => ({
      ...{ probe: 'llm', title: { en: 'word', fr: 'mot' }, startMs, endMs: startMs + 6_000 },
    }));
    if (!early || !late) throw new Error('no windows');
    const behind = { ...rest, cards: { ...cards, windows: [early, late] } };
    const page = String(html.draw(reviewSaying('word'), canvas, behind));
    const bands = [...page.matchAll(/<rect class="band" x="([^"]*)%" y="\d+" width="([^"]*)%"/g)];
    // One for the utilisation and one for the memory.
    expect(bands.map(([, x, width]) => [Number(x), Number(width)])).toEqual([
      [0, 4.2],
      [0, 4.2],
    ]);
  });

  it('draws the load of a card against 100 %, and its memory against all that it has', () => {
    const { cards, ...rest } = portraitSaying('word');
    if (!cards) throw new Error('no cards');
    const point = { atMs: 0, utilisationPct: 25, memoryUsedMib: 750 };
    const points = [point, { ...point, atMs: 1_000 }];
    const card = { name: 'card', memoryTotalMib: 1_000, points };
    const page = String(
      html.draw(reviewSaying('word'), canvas, { ...rest, cards: { cards: [card], windows: [] } }),
    );
    const [, device = ''] = page.split('<section id="device"');
    const lines = [...device.matchAll(/class="line" d="([^"]*)"/g)].map(([, path]) => path);
    expect(lines.slice(0, 2)).toEqual(['M0 750L1000 750', 'M0 250L1000 250']);
  });

  it('marks the objective of a figure where it lies among the samples, and says it where it lies far off', () => {
    const { figures, ...rest } = portraitSaying('word');
    const [figure] = figures;
    if (!figure) throw new Error('no figure');
    const strip = (objective: number): string => {
      const page = html.draw(reviewSaying('word'), canvas, { ...rest, figures: [{ ...figure, objective }] });
      return String(page).split('<section id="distributions"')[1]?.split('</figure>')[0] ?? '';
    };
    const near = /class="median" x1="([\d.]+)%".*class="mark" x1="([\d.]+)%"/.exec(strip(500));
    expect(Number(near?.[1])).toBeLessThan(Number(near?.[2]));
    expect(strip(5_000)).not.toContain('class="mark"');
    expect(strip(5_000)).toContain('objective 5000 ms');
  });

  it('draws of a state the best on top, as the dashboard does', () => {
    const page = String(html.draw(reviewSaying('word'), canvas, portraitSaying('state', 10)));
    const [, after = ''] = page.split('the best on top');
    const downs = [...after.matchAll(/<circle class="dot" cx="[^"]*" cy="([^"]*)"/g)].map(([, y]) =>
      Number(y),
    );
    const [best, worst] = [downs[0] ?? 0, downs[9] ?? 0];
    expect(best).toBeLessThan(worst);
    expect(after).toContain('<title>Cycle 1 (c0abcdef)</title>');
  });

  it('hands no sound to a player that is not whole', () => {
    const behind = portraitSaying('word');
    const [sound] = behind.sounds;
    if (!sound) throw new Error('no sound');
    const masked = { ...behind, sounds: [{ ...sound, bytes: `${sound.bytes.slice(0, 90)}[secret]` }] };
    expect(String(html.draw(reviewSaying('word'), canvas, masked))).not.toContain('<audio');
    const other = { ...behind, sounds: [{ ...sound, type: 'text/html' as never }] };
    expect(String(html.draw(reviewSaying('word'), canvas, other))).not.toContain('<audio');
  });

  it('weighs no more than 400 KB beside its sounds, with a year of cycles behind it', () => {
    const behind = { ...portraitSaying('a figure with quite a long name', 60), sounds: [] };
    const [line] = behind.trend?.lines ?? [];
    if (!behind.trend || !line) throw new Error('no trend');
    const trend = { ...behind.trend, lines: Array.from({ length: 30 }, () => line) };
    const figures = Array.from({ length: 40 }, () => behind.figures).flat();
    const page = String(html.draw(reviewSaying('word'), canvas, { ...behind, trend, figures }));
    expect(page.length).toBeLessThan(400_000);
  });
});

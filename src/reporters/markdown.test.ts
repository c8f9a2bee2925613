import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneLine } from '../domain/printable.ts';
import type { Lang } from '../domain/text.ts';
import markdown from './markdown.ts';
import { reviewSaying } from './review.fixture.ts';

const HARMLESS = 'harmless';

/** The body without its front matter, as a Markdown reader sees it: prose lines, and the content of fences. */
async function drawn(said: string, lang: Lang) {
  const text = await markdown.draw(reviewSaying(said, lang), { color: false, columns: 80 });
  const body = text.slice(text.indexOf('\n---\n') + 5);
  const prose: string[] = [];
  const fenced: string[] = [];
  let open: string | undefined;
  for (const line of body.split('\n')) {
    const marks = /^ {0,3}(`{3,})[^`]*$/.exec(line)?.[1];
    if (open === undefined && marks) open = marks;
    else if (open !== undefined && /^ {0,3}`{3,}\s*$/.test(line) && line.trim().length >= open.length)
      open = undefined;
    else (open === undefined ? prose : fenced).push(line);
  }
  return { text, prose, fenced, unclosed: open };
}

/** A line without what is escaped, and without its code spans. */
const bare = (line: string): string => line.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '');

const columnsOf = (row: string): number => row.replace(/\\./g, '').split('|').length;

/** What kind of block each line begins: the skeleton that no text may bend. */
const skeleton = (prose: readonly string[]): string[] =>
  prose.map((line) => {
    return (
      /^(#{1,6} |---$|- \[[ x]\] |- |\d+\. |\|| {4}|>|\+ |=+$|- *- *-|~~~|```)/.exec(line)?.[0] ??
      (line === '' ? '' : 'text')
    );
  });

const HOSTILE = [
  'a `b` ``c`` ```d',
  'x | y || z',
  '</script><script>alert(1)</script><!-- ',
  '![x](http://evil.example/x.png) [a](javascript:alert(1))',
  '---',
  '- - -',
  '-- -',
  '===',
  '# heading',
  '## heading',
  '###### heading',
  '> quote',
  '>quote',
  '- item',
  '+ item',
  '* item',
  '1. item',
  '12) item',
  '- [x] done',
  '~~~\nfence',
  '\u001b[31mred\u001b]8;;http://x\u0007link\u001b]8;;\u0007 \u009b2J \u0000\u0007',
  '\u202eevil\u2066\u200f',
  'x'.repeat(10_000),
  `${'`'.repeat(20)}\nout of the fence\n${'`'.repeat(20)}`,
  '```\n# out of the fence\n```',
  'row\n| a | b | c | d |\n| --- | --- |\r\n\u2028| e |',
  '**bold** _it_ __b__ ~~gone~~ *',
  '&lt;b&gt; &#60;script&#62;',
  '\\',
  'ends with a backslash \\',
  '`',
  '    indented code',
  '\ttabbed code',
  '[ref]: http://evil.example',
  '🎙️'.repeat(3000),
  '',
];

const LANGS = ['en', 'fr'] as const;

async function holds(said: string, lang: Lang): Promise<void> {
  const [{ text, prose, unclosed }, plain] = [await drawn(said, lang), await drawn(HARMLESS, lang)];
  expect(unclosed).toBeUndefined();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
  expect(Buffer.from(text).toString()).toBe(text);
  for (const line of prose) {
    expect(bare(line)).not.toContain('<');
    expect(bare(line).replace(/^- \[[ x]\] /, '')).not.toMatch(/\[/);
  }
  if (oneLine(said) === '') return;
  expect(skeleton(prose)).toEqual(skeleton(plain.prose));
  const tables = (lines: readonly string[]) => lines.filter((line) => line.startsWith('|')).map(columnsOf);
  expect(tables(prose)).toEqual(tables(plain.prose));
}

describe.each(LANGS)('whatever a stack says, the document in %s keeps its shape', (lang) => {
  test.each(HOSTILE)('%j', (said) => holds(said, lang));

  test('so it does for any other text', async () => {
    const pieces = fc.constantFrom(
      '`',
      '```',
      '|',
      '\n',
      '#',
      '-',
      '>',
      '<b>',
      '[x](y)',
      '\\',
      '*',
      '_',
      ' ',
      '1.',
      'a',
      '!',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((each) => each.join('')),
    );
    await fc.assert(
      fc.asyncProperty(texts, (said) => holds(said, lang)),
      { numRuns: 150 },
    );
  });
});

test('a fence keeps raw evidence as it is, to a limit that it admits to', async () => {
  const lines = Array.from({ length: 100 }, (_, index) => `  line ${index} <b> | \`\`\``);
  const { fenced } = await drawn(lines.join('\n'), 'en');
  expect(fenced).toContain('  line 3 <b> | ```');
  expect(fenced).toContain('[…]');
  expect(fenced.filter((line) => line.includes('line 99'))).toEqual([]);
});

test('a number at the head of a line keeps its digits', async () => {
  const { prose } = await drawn('3. third', 'en');
  expect(prose).toContain('3\\. third');
});

test('one figure in its noise is not several', async () => {
  const review = reviewSaying(HARMLESS, 'fr');
  const [first] = review.changes;
  if (!first) throw new Error('the fixture has changes');
  const still = { ...first, kind: 'within-noise' } as const;
  const text = await markdown.draw({ ...review, changes: [first, still] }, { color: false, columns: 80 });
  expect(text).toContain('Un autre chiffre est resté dans le bruit.');
});

test('figures in doubt carry a sign in both tables, and under each stands why, once for each reason', async () => {
  const review = reviewSaying('200 ms', 'fr');
  const criteria = review.criteria.map((each) => ({
    ...each,
    title: each.id,
    doubt: 'le <b>CPU</b> était pris',
  }));
  const drawn = await markdown.draw({ ...review, criteria }, { color: false, columns: 80 });
  const text = drawn.replaceAll(/[\u00a0\u202f]/g, ' ');
  expect(text.match(/200 ms †/g)).toHaveLength(4);
  expect(text.split('\n').filter((line) => line.startsWith('†'))).toEqual([
    '† llm, tts : mesuré pendant que le \\<b>CPU\\</b> était pris',
    '† llm, tts : mesuré pendant que le \\<b>CPU\\</b> était pris',
  ]);
});

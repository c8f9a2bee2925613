import { describe, expect, test } from 'vitest';
import { reviewSaying } from './review.fixture.ts';
import terminal from './terminal.ts';

const ESCAPE = '\u001b';
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is looked for
const COLORS = /\u001b\[\d+m/g;

const draw = async (said: string, columns: number, color = false, lang: 'en' | 'fr' = 'en') =>
  await terminal.draw(reviewSaying(said, lang), { color, columns });

const rowsOf = (drawn: string): string[] => drawn.split('\n').filter((line) => /^[┌├│└]/.test(line));

describe.each([60, 80, 100, 160])('at %d columns', (columns) => {
  test.each(['en', 'fr'] as const)('the table in %s fits, and all its rows are as wide', async (lang) => {
    const said = 'several words that must be wrapped somewhere ✅ 199 réussis';
    const rows = rowsOf(await draw(said, columns, false, lang));
    const widths = new Set(rows.filter((row) => /^[┌├└]/.test(row)).map((row) => row.length));
    expect(widths.size).toBe(1);
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
    expect(Math.max(...widths)).toBeGreaterThan(columns - 10);
  });
});

test('without colour there is no escape code, whatever the stack says', async () => {
  const drawn = await draw(`${ESCAPE}[31mred${ESCAPE}[2J${ESCAPE}]0;title\u0007 \u009b1m \u202e`, 80);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(drawn).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  expect(drawn).toContain('red');
});

test('a star is explained where there is one', async () => {
  const review = reviewSaying('x');
  expect(await draw('x', 80)).not.toContain('* shown');
  const criteria = review.criteria.map((each) => ({ ...each, weight: 0 }));
  const drawn = await terminal.draw({ ...review, criteria }, { color: false, columns: 80 });
  expect(drawn).toContain('10/10*');
  expect(drawn).toContain('\n* shown, not scored\n');
});

test('with colour it colours, and says the same', async () => {
  const [plain, colored] = [await draw('figure', 80), await draw('figure', 80, true)];
  expect(colored).toMatch(COLORS);
  expect(colored.replace(COLORS, '')).toBe(plain);
});

test('code keeps its indentation, each line on one line', async () => {
  const review = reviewSaying('x');
  const lines = ['if audio:', '    return audio', 'a\nb'];
  const [blocker] = review.blockers;
  if (!blocker) throw new Error('the fixture has a blocker');
  const remedy = [{ text: 'Write', code: { language: 'python' as const, lines } }];
  const drawn = await terminal.draw(
    { ...review, blockers: [{ ...blocker, remedy }] },
    { color: false, columns: 80 },
  );
  expect(drawn).toContain('      if audio:\n          return audio\n      a b\n');
});

test('only what moved, or seems to have, is said, with its streak and the way it moved', async () => {
  const drawn = await draw('figure', 100);
  expect(drawn).toContain('✖ f  figure (2 in a row)');
  expect(drawn).toContain('Since cycle 6\n  figure: figure → figure  +10 % WORSE\n');
  expect(drawn).toContain('(suspected, measured once)');
  expect(drawn.match(/figure: figure → figure/g)).toHaveLength(3);
});

test('a figure in doubt carries a sign, and the sign its reason; without doubt there is neither', async () => {
  const review = reviewSaying('200 ms');
  const [first, ...others] = review.criteria;
  if (!first) throw new Error('no criterion');
  const doubted = {
    ...review,
    criteria: [{ ...first, title: 'LLM', doubt: 'others \u001b[2Jwere\nbusy' }, ...others],
  };
  const drawn = await terminal.draw(doubted, { color: false, columns: 100 });
  expect(drawn.split('\n').filter((line) => line.startsWith('†'))).toEqual([
    '† LLM: measured while others were busy',
  ]);
  expect(drawn.match(/200 ms †/g)).toHaveLength(1);
  expect(await terminal.draw(review, { color: false, columns: 100 })).not.toContain('†');
});

test('where a person looks, no sentence is broken within a word; a command stays on its line', async () => {
  const review = reviewSaying('x');
  const [criterion] = review.criteria;
  const title =
    'What the speech route sends is no speech but a tone, and that all day long, whatever is asked';
  const command = `curl -sS -X POST http://localhost:8000/tts -d '{"text":"${'long '.repeat(20)}"}'`;
  const remedy = [{ text: title, code: { language: 'bash' as const, lines: [command] } }];
  const blocker = { ...criterion, id: 'audio-not-speech', title, remedy } as never;
  const canvas = { color: false, columns: 60, breaks: true };
  const lines = (await terminal.draw({ ...review, blockers: [blocker], warnings: [] }, canvas)).split('\n');
  const prose = lines.filter((line) => !line.includes('curl'));
  expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(lines.filter((line) => line.includes('curl'))).toEqual([`      ${command}`]);
  expect(prose.join(' ').replaceAll(/\s+/g, ' ')).toContain(title);
});

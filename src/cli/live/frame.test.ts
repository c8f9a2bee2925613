import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emulator } from './emulator.fixture.ts';
import { frame, type Shown } from './frame.ts';
import type { Row } from './line.ts';
import { widthOf } from './width.ts';

const row = (text: string): Row => ({ text, width: widthOf(text) });
const shown = (texts: readonly string[], columns = 20): Shown => ({ rows: texts.map(row), columns });

const [BEGIN, END] = ['\u001b[?2026h\u001b[?25l', '\u001b[?25h\u001b[?2026l'];

/** A frame without what begins and ends each. */
function bodyOf(before: readonly string[], after: readonly string[]): string {
  const text = frame(shown(before), shown(after));
  expect([text.startsWith(BEGIN), text.endsWith(END)]).toEqual([true, true]);
  return text.slice(BEGIN.length, -END.length);
}

describe('a frame', () => {
  it('is nothing where nothing differs', () => {
    expect(frame(shown([]), shown([]))).toBe('');
    expect(frame(shown(['a', 'b']), shown(['a', 'b']))).toBe('');
  });

  it('writes what differs over what stood there, and passes by what stays', () => {
    expect(bodyOf(['a', 'b', 'c', 'd'], ['a', 'B', 'c', 'D'])).toBe(
      '\r\u001b[3AB\u001b[K\r\n\r\nD\u001b[K\r\n',
    );
    expect(bodyOf(['a', 'b', 'c'], ['A', 'b', 'c'])).toBe('\r\u001b[3AA\u001b[K\r\n\r\n\r\n');
  });

  it('adds rows at the end, and takes those away that are too many', () => {
    expect(bodyOf(['a'], ['a', 'b'])).toBe('\rb\u001b[K\r\n');
    expect(bodyOf(['a', 'b', 'c'], ['a'])).toBe('\r\u001b[2A\u001b[J');
    expect(bodyOf(['a', 'b', 'c'], ['x', 'b'])).toBe('\r\u001b[3Ax\u001b[K\r\n\r\n\u001b[J');
  });
});

const texts = fc
  .array(fc.constantFrom('a', 'bc', '語', ' ', '▁█', '–'), { maxLength: 9 })
  .map((signs) => signs.join(''))
  .filter((text) => !text.endsWith(' ') && text !== '');
/** Rows that stay, and below them those that may change. */
const changes = fc.array(
  fc.record({ over: fc.array(texts, { maxLength: 3 }), standing: fc.array(texts, { maxLength: 6 }) }),
  { maxLength: 8 },
);

describe('what stands on a terminal', () => {
  it('is what stays, then what was drawn last, and the cursor below, after any frames', async () => {
    await fc.assert(
      fc.asyncProperty(changes, fc.integer({ min: 7, max: 12 }), async (each, rows) => {
        const terminal = emulator(20, rows);
        await terminal.write('$ ralph\r\n');
        let before: Shown = shown([]);
        const stays = ['$ ralph'];
        for (const { over, standing } of each) {
          await terminal.write(frame(before, shown([...over, ...standing])));
          before = shown(standing);
          stays.push(...over);
          expect(terminal.text()).toEqual([...stays, ...standing]);
          expect(terminal.cursor()).toEqual({ row: stays.length + standing.length, column: 0 });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is the same after the terminal grew narrower or wider', async () => {
    const long = ['the first row of these', 'second', 'third and last of all'];
    for (const columns of [9, 16, 60]) {
      const terminal = emulator(30, 12);
      await terminal.write('$ ralph\r\n');
      await terminal.write(frame(shown([], 30), shown(long, 30)));
      terminal.resize(columns, 12);
      await terminal.write(frame(shown(long, 30), shown(['short', 'rows'], columns)));
      expect(terminal.text()).toEqual(['$ ralph', 'short', 'rows']);
    }
  });
});

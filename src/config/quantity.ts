import type { Unit } from '../domain/metric.ts';
import type { Notation } from './reading.ts';

const MS_PER = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** A day: beyond about 24 days a timer of Node fires at once. */
const LONGEST_MS = 24 * MS_PER.h;

const NUMBER = String.raw`\d+(?:\.\d+)?`;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

const figureIn = (match: RegExpExecArray | null): number => Number(match?.groups?.figure ?? Number.NaN);

/** Thousandths are kept, the noise of binary fractions is not. */
const toThousandths = (value: number): number => Math.round(value * 1000) / 1000;

interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

/** A duration such as "1.5s", read as milliseconds; `least` in milliseconds, at most a day. */
export function duration(
  examples: readonly string[],
  { least = 1, most = LONGEST_MS }: Bounds = {},
): Notation<number> {
  const pattern = new RegExp(String.raw`^\s*(?<figure>${NUMBER})\s*(?<unit>ms|s|m|h)\s*$`);
  const expected = `a duration such as ${examples.map((each) => `"${each}"`).join(' or ')}`;
  return {
    pattern,
    examples,
    expected,
    read(text) {
      const match = pattern.exec(text);
      const unit = match?.groups?.unit as keyof typeof MS_PER | undefined;
      if (unit === undefined) return { expected };
      const value = toThousandths(figureIn(match) * MS_PER[unit]);
      if (value < least) return { expected: `${expected}, of at least ${least} ms` };
      if (value > most) return { expected: `${expected}, of at most 24 h` };
      return { value };
    },
  };
}

/** A figure with its unit, such as "50 %" or "-40 dBFS", read as the bare number. */
export function figure(unit: Unit, example: string, { least, most }: Bounds = {}): Notation<number> {
  const pattern = new RegExp(String.raw`^\s*(?<figure>-?${NUMBER})\s*${escaped(unit)}\s*$`);
  const expected = `a figure in ${unit} such as "${example}"`;
  return {
    pattern,
    examples: [example],
    expected,
    read(text) {
      const value = figureIn(pattern.exec(text));
      if (!Number.isFinite(value)) return { expected };
      if (least !== undefined && value < least)
        return { expected: `${expected}, of at least ${least} ${unit}` };
      if (most !== undefined && value > most) return { expected: `${expected}, of at most ${most} ${unit}` };
      return { value };
    },
  };
}

/** A share such as "10 %", read as percent from 0 to 100. */
export const percent = (example: string): Notation<number> => figure('%', example, { least: 0, most: 100 });

import { oneLine } from '../../domain/printable.ts';
import { firstChars } from '../../domain/secrets/excerpt.ts';

export type Labels = Readonly<Record<string, string>>;

/** One gauge with its samples, which differ by their labels. */
export interface Family {
  readonly name: string;
  /** A base unit, with which the name ends. */
  readonly unit?: string;
  readonly help: string;
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[];
}

const MOST_LABEL_CHARS = 100;
const MOST_HELP_CHARS = 300;

const bounded = (text: string, most: number): string =>
  firstChars(oneLine(text), most).replaceAll('\\', '\\\\');

const label = ([name, value]: readonly [string, string]): string =>
  `${name}="${bounded(value, MOST_LABEL_CHARS).replaceAll('"', '\\"')}"`;

/** Twelve digits: more are what binary makes of 0.1. */
const figureOf = (value: number): string => String(Number(value.toPrecision(12)));

/**
 * Gauges as text that is OpenMetrics 1.0 and the older Prometheus format in one, which is why each is a gauge: of the other types the two
 * have different names. A quotation mark in a help text is escaped in one and must not be in the other, so there is none. Figures that
 * are none are left out, and so is a family without samples.
 */
export function exposition(families: readonly Family[]): string {
  const lines = families.flatMap(({ name, unit, help, samples }) => {
    const known = samples.filter(({ value }) => Number.isFinite(value));
    if (known.length === 0) return [];
    return [
      `# TYPE ${name} gauge`,
      ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
      `# HELP ${name} ${bounded(help, MOST_HELP_CHARS).replaceAll('"', '”')}`,
      ...known.map(
        ({ labels, value }) => `${name}{${Object.entries(labels).map(label).join(',')}} ${figureOf(value)}`,
      ),
    ];
  });
  return `${[...lines, '# EOF'].join('\n')}\n`;
}

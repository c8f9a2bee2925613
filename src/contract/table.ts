import type { Canvas } from '../domain/reporter.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Lang, Text } from '../domain/text.ts';
import { type Checked, type Gate, gateOf, type Validation } from './validation.ts';

const ROUTE_COLUMNS = 20;
const COUNT_COLUMNS = 8;
const LEAST_COLUMNS = 30;

const WORDS = {
  en: {
    head: ['Route', 'Holds', 'Else'],
    missing: 'missing',
    unasked: 'not asked:',
    expected: 'expected:',
    found: 'found:',
  },
  fr: {
    head: ['Route', 'Tient', 'Sinon'],
    missing: 'absente',
    unasked: 'non demandé :',
    expected: 'attendu :',
    found: 'trouvé :',
  },
} as const;

const COUNTS: Readonly<Record<Exclude<keyof Validation['summary'], 'moot'>, Text>> = {
  holds: { en: 'hold', fr: 'tiennent' },
  differs: { en: 'differ', fr: 'diffèrent' },
  missing: { en: 'missing', fr: 'absents' },
  unasked: { en: 'not asked', fr: 'non demandés' },
};

const VERDICTS: Readonly<Record<Gate, Text>> = {
  open: { en: 'what a review needs is there', fr: 'ce qu’il faut à une revue est là' },
  closed: { en: 'a review needs more than this', fr: 'il faut plus que cela à une revue' },
  unproven: {
    en: 'what a review needs could not all be asked',
    fr: 'ce qu’il faut à une revue n’a pas pu être tout demandé',
  },
};

const FOUND_CHARS = 90;

const shortened = (found: string): string =>
  found.length > FOUND_CHARS ? `${firstChars(found, FOUND_CHARS)}…` : found;

/** Whom it hurts, the gravest first. */
const GRAVITY = ['review', 'client', 'optional'] as const;
const SIGNS = { review: '✖', client: '!', optional: '–' } as const;

/** What came of a check that does not hold: nothing of its own, so that several checks may share it. */
function grievance({ outcome }: Checked, lang: Lang): string | undefined {
  const words = WORDS[lang];
  switch (outcome.kind) {
    case 'holds':
    case 'moot':
      return undefined;
    case 'missing':
      return words.missing;
    case 'unasked':
      return `${words.unasked} ${outcome.reason[lang]}`;
    case 'differs':
      return `${words.found} ${shortened(outcome.found[lang])}\n  ${words.expected} ${outcome.expected[lang]}`;
  }
}

/** Each grievance once, under the gravest of the checks that share it. */
function grievances(checks: readonly Checked[], lang: Lang): string {
  const gravest = GRAVITY.flatMap((matters) => checks.filter((check) => check.matters === matters));
  const all = gravest.map((check) => ({ ...check, text: grievance(check, lang) }));
  return [...new Set(all.map(({ text }) => text))]
    .flatMap((text) => {
      const [first, ...others] = all.filter((check) => check.text === text);
      if (text === undefined || first === undefined) return [];
      const sign = first.outcome.kind === 'unasked' ? '?' : SIGNS[first.matters];
      // Of a whole route that is not there, or was not asked, the names of its checks say nothing.
      if (first.outcome.kind !== 'differs' && others.length + 1 === checks.length) return [`${sign} ${text}`];
      const more = others.length === 0 ? '' : ` (+${others.length})`;
      return [`${sign} ${first.title[lang]}${more}\n  ${text}`];
    })
    .join('\n');
}

/** Checks of one route together, routes in their order. */
function byRoute(checks: readonly Checked[]): (readonly [route: string, checks: readonly Checked[]])[] {
  const routes = [...new Set(checks.map(({ route }) => route))];
  return routes.map((route) => [route, checks.filter((check) => check.route === route)]);
}

/** A row for each route: how many checks hold, and what is the matter with the others; then one line that sums up. */
export async function table(validation: Validation, lang: Lang, { color, columns }: Canvas): Promise<string> {
  const [{ default: Table }, { default: pico }] = await Promise.all([
    import('cli-table3'),
    import('picocolors'),
  ]);
  const paint = pico.createColors(color);
  const grid = new Table({
    head: [...WORDS[lang].head],
    style: { head: [], border: [], compact: true },
    colWidths: [
      ROUTE_COLUMNS,
      COUNT_COLUMNS,
      Math.max(LEAST_COLUMNS, columns - ROUTE_COLUMNS - COUNT_COLUMNS - 4),
    ],
    wordWrap: true,
  });
  // What nothing gave occasion to is neither kept nor broken: it is in the JSON, with its reason.
  for (const [route, checks] of byRoute(validation.checks.filter(({ outcome }) => outcome.kind !== 'moot'))) {
    const holds = checks.filter(({ outcome }) => outcome.kind === 'holds').length;
    const tone =
      holds === checks.length ? paint.green : gateOf({ checks }) === 'closed' ? paint.red : paint.yellow;
    grid.push([route, tone(`${holds}/${checks.length}`), grievances(checks, lang)]);
  }
  const gate = gateOf(validation);
  const counts = (['holds', 'differs', 'missing', 'unasked'] as const)
    .map((kind) => `${validation.summary[kind]} ${COUNTS[kind][lang]}`)
    .join(' · ');
  const verdict = { open: paint.green, closed: paint.red, unproven: paint.yellow }[gate](
    VERDICTS[gate][lang],
  );
  return `${paint.bold(validation.target)}\n${grid.toString()}\n${counts}   ${verdict}\n`;
}

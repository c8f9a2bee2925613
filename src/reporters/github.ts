import { oneLine } from '../domain/printable.ts';
import type { Reporter } from '../domain/reporter.ts';
import type { Review } from '../domain/review.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { deltaOf } from './change-delta.ts';

/** Commands of the runner that show something and do nothing. */
type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly lines: readonly string[];
}

const WORDS = {
  en: { errored: 'could not be judged', worse: 'regressed', more: (count: number) => `and ${count} more` },
  fr: {
    errored: 'n’a pas pu être jugé',
    worse: 'en régression',
    more: (count: number) => `et ${count} de plus`,
  },
} as const;

/** GitHub shows ten of a level and step, and drops the others without a word. */
const MOST = 10;
const MOST_TITLE_CHARS = 200;
const MOST_CHARS = 4_000;

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** One line for the runner: whatever is quoted in it is data, and ends neither its title nor its line. */
const command = ({ level, title, lines }: Annotation): string => {
  const head = property(firstChars(oneLine(title), MOST_TITLE_CHARS));
  return `::${level} title=${head}::${data(firstChars(lines.map(oneLine).join('\n'), MOST_CHARS))}`;
};

function annotations({ blockers, warnings, notes, criteria, changes, lang }: Review): Annotation[] {
  const words = WORDS[lang];
  const ofFindings = [...blockers, ...warnings, ...notes]
    // Causes before what follows from them: those must not be the ones that are dropped.
    .toSorted((a, b) => Number(a.cause !== undefined) - Number(b.cause !== undefined))
    .map(({ id, title, severity, story, remedy }): Annotation => {
      const level = ({ blocker: 'error', warning: 'warning', note: 'notice' } as const)[severity];
      return { level, title: `${id}: ${title}`, lines: [story, ...remedy.map(({ text }) => `• ${text}`)] };
    });
  const ofErrors = criteria
    .filter(({ verdict }) => verdict === 'errored')
    .map(
      ({ title, comment }): Annotation => ({
        level: 'error',
        title: `${title} ${words.errored}`,
        lines: [comment],
      }),
    );
  const ofChanges = changes
    .filter(({ kind }) => kind === 'worse')
    .map((change): Annotation => {
      const { title, before, now } = change;
      const lines = [`${before ?? '–'} → ${now ?? '–'} ${deltaOf(change)}`];
      return { level: 'warning', title: `${title} ${words.worse}`, lines };
    });
  return [...ofErrors, ...ofFindings, ...ofChanges];
}

/** As many of a level as are shown; the last says how many it stands for where there are more. */
function shown(all: readonly Annotation[], level: Level, more: (count: number) => string): Annotation[] {
  const same = all.filter((each) => each.level === level);
  if (same.length <= MOST) return same;
  const rest = same.slice(MOST - 1);
  const title = `${rest[0]?.title ?? ''} (${more(rest.length - 1)})`;
  return [...same.slice(0, MOST - 1), { level, title, lines: rest.map((each) => each.title) }];
}

/** Annotations of GitHub Actions, one a line: findings, what broke, and figures that regressed. */
const github: Reporter = {
  id: 'github',
  beside: true,
  draw(review) {
    const all = annotations(review);
    const { more } = WORDS[review.lang];
    const kept = (['error', 'warning', 'notice'] as const).flatMap((level) => shown(all, level, more));
    return kept.map((each) => `${command(each)}\n`).join('');
  },
};

export default github;

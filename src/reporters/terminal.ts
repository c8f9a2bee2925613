import type { ChangeKind } from '../domain/change.ts';
import { folded } from '../domain/folded.ts';
import { oneLine, printable } from '../domain/printable.ts';
import type { Canvas, Reporter } from '../domain/reporter.ts';
import type { CriterionResult, Review } from '../domain/review.ts';
import { figuresIn } from '../domain/text.ts';
import { deltaOf, isSeeming } from './change-delta.ts';
import { COLON, changeNotes, changeWords, footnotes, marked, wordFor } from './words.ts';

type Paint = (text: string) => string;

interface Palette {
  readonly good: Paint;
  readonly bad: Paint;
  readonly doubt: Paint;
  readonly dim: Paint;
  readonly strong: Paint;
}

interface Brush extends Palette {
  /** A line as the canvas takes it; what goes on below stands behind an indent. Never for what is to be copied. */
  fold(line: string, indent: number): string;
}

const COLORS: Record<CriterionResult['verdict'], keyof Palette> = {
  pass: 'good',
  warn: 'good',
  fail: 'bad',
  'not-applicable': 'dim',
  errored: 'doubt',
};

const WORDS = {
  en: {
    head: ['Criterion', 'Score', 'Verdict', 'Measured'],
    todo: 'What to do',
    more: 'What that means and how it is told',
    moved: 'Since cycle',
    row: 'in a row',
    shown: '* shown, not scored',
  },
  fr: {
    head: ['Critère', 'Score', 'Verdict', 'Mesuré'],
    todo: 'À faire',
    more: 'Ce que cela veut dire et à quoi on le reconnaît',
    moved: 'Depuis le cycle',
    row: 'd’affilée',
    shown: '* montré, non noté',
  },
} as const;

async function brushFor({ color, columns, breaks = false }: Canvas): Promise<Brush> {
  const { default: pico } = await import('picocolors');
  const { green, red, yellow, dim, bold } = pico.createColors(color);
  const fold: Brush['fold'] = (line, indent) => (breaks ? folded(line, columns, indent) : line);
  return { good: green, bad: red, doubt: yellow, dim, strong: bold, fold };
}

const starred = ({ points, weight }: CriterionResult): boolean => points !== null && weight === 0;

async function scores(review: Review, paint: Palette, columns: number): Promise<string> {
  const { default: Table } = await import('cli-table3');
  const words = WORDS[review.lang];
  const narrow = Math.max(12, columns - 43);
  const table = new Table({
    head: words.head.map((title) => paint.dim(title)),
    style: { head: [], border: [], compact: true },
    colWidths: [18, 8, 12, narrow],
    wordWrap: true,
  });
  for (const each of review.criteria) {
    const tone = paint[COLORS[each.verdict]];
    const value = each.value === null ? null : marked(each.value, each.doubt);
    const measured = [value, each.comment]
      .filter((part) => part !== null && part !== '')
      .map((part) => oneLine(String(part)));
    const points = each.points === null ? '–' : `${each.points}/10${starred(each) ? '*' : ''}`;
    table.push([oneLine(each.title), tone(points), tone(wordFor(each)[review.lang]), measured.join(', ')]);
  }
  return table.toString();
}

function findings({ blockers, warnings, streaks, lang }: Review, paint: Brush): string[] {
  const cycles = (id: string): string => {
    const streak = streaks.find((each) => each.id === id);
    return streak && streak.cycles > 1 ? paint.dim(` (${streak.cycles} ${WORDS[lang].row})`) : '';
  };
  const lines = [
    ...blockers.map(
      ({ id, title, cause }) =>
        `${paint.bad('✖')} ${paint.strong(oneLine(id))}  ${oneLine(title)}${cause ? paint.dim(` ← ${cause}`) : ''}${cycles(id)}`,
    ),
    ...warnings.map(
      ({ id, title, cause }) =>
        `${paint.doubt('!')} ${paint.strong(oneLine(id))}  ${oneLine(title)}${cause ? paint.dim(` ← ${cause}`) : ''}`,
    ),
  ];
  return lines.map((line) => paint.fold(line, 2));
}

function remedies({ blockers, warnings, lang }: Review, paint: Brush): string[] {
  const urgent = (blockers.length > 0 ? blockers : warnings).filter(({ cause }) => cause === undefined);
  const [first] = urgent;
  if (!first) return [];
  return [
    '',
    paint.strong(WORDS[lang].todo),
    ...urgent
      .flatMap(({ remedy }) => remedy)
      .flatMap(({ text, code }) => [
        paint.fold(`  • ${oneLine(text)}`, 4),
        ...(code?.lines ?? []).map((line) => paint.dim(`      ${printable(line).replaceAll('\n', ' ')}`)),
      ]),
    paint.dim(paint.fold(`${WORDS[lang].more}${COLON[lang]}ralph explain ${oneLine(first.id)}`, 2)),
  ];
}

const TONES: Readonly<Partial<Record<ChangeKind, keyof Palette>>> = { worse: 'bad', better: 'good' };

/** What is claimed to have moved, and what seems to have. */
function moves({ baseline, changes, lang }: Review, paint: Brush): string[] {
  const moved = changes.filter(
    (change) => change.kind in TONES || (isSeeming(change) && change.proof?.suspected !== null),
  );
  if (!baseline || moved.length === 0) return [];
  return [
    '',
    paint.strong(`${WORDS[lang].moved} ${baseline.cycle}`),
    ...moved.map((change) => {
      const tone = paint[TONES[change.kind] ?? 'dim'];
      const word = changeWords(change, lang, []).replace(/ (?:✅|⚠️)/u, '');
      return paint.fold(
        `  ${oneLine(change.title)}${COLON[lang]}${oneLine(change.before ?? '–')} → ${oneLine(change.now ?? '–')}  ${tone(`${figuresIn(deltaOf(change), lang)} ${word}`.trim())}`,
        4,
      );
    }),
    ...changeNotes(moved).map((note) => paint.dim(paint.fold(`  ${oneLine(note)}`, 2))),
  ];
}

/** The short form: the score table, what blocks, what to do about it, what moved. */
const terminal: Reporter = {
  id: 'terminal',
  async draw(review, canvas) {
    const paint = await brushFor(canvas);
    const { score, verdict } = review;
    const tone = verdict === 'ok' ? paint.good : verdict === 'blocked' ? paint.bad : paint.doubt;
    const total = score ? figuresIn(`${score.points}/${score.max} (${score.percent} %)`, review.lang) : '–';
    return [
      paint.strong(
        `Ralph Moderator - cycle ${review.cycle}${review.label ? ` ${oneLine(review.label)}` : ''} - ${oneLine(review.target.name)}`,
      ),
      await scores(review, paint, canvas.columns),
      ...(review.criteria.some(starred) ? [paint.dim(WORDS[review.lang].shown)] : []),
      ...footnotes(review).map((line) => paint.doubt(paint.fold(oneLine(line), 2))),
      paint.fold(`${paint.strong('Score')} ${total}   ${tone(paint.strong(oneLine(review.status)))}`, 2),
      ...findings(review, paint),
      ...remedies(review, paint),
      ...moves(review, paint),
      '',
    ].join('\n');
  },
};

export default terminal;

import type { Field, Stated } from '../../domain/imported.ts';
import type { Document, Line } from '../document.ts';
import { fold } from '../fold.ts';
import { entryOf, unquoted } from '../front.ts';
import { settle } from '../settle.ts';
import { decimalOf, type ScoreStated, samePercent } from './score-stated.ts';
import { scoreTablesOf } from './score-table.ts';
import { numberOf } from './title.ts';

/** "score triade:", "score final:", at the head of a line. */
const LABEL =
  /^[^a-z0-9]*(?:triade )?scores?(?: (?:triade|final|total|global|verification|revise|honnete|(?:du )?(?:cycle|sprint) #?\d{1,6}))*\s*[:=]\s*/;
const NUMBERED = /\b(?:cycle|sprint) #?(\d{1,6})/;
/** A score that is wanted: "80% (objectif)". */
const WANTED = /^[^a-z]{0,40}\b(?:targets?|objectifs?|cibles?|goals?|attendue?s?|expected)\b/;
const OWN = /^[^a-z0-9]*(?:cycle|sprint) #?(\d{1,6})\b[^:(]{0,40}:[^()]{0,80}\((\d+(?:\.\d+)?)\s*%\)/;
const ELSEWHERE =
  /\b(?:historique|history|comparaison|comparison|evolution|trend|tendance|instructions|target|prochaine?s?|next)\b/;

const POINTS = /^(\d+(?:[.,]\d+)?)\s*\/\s*(\d+(?:[.,]\d+)?)(?![\d/%])/;
const PERCENT = /^(\d+(?:[.,]\d+)?)\s*%/;

type Parts = Pick<ScoreStated, 'points' | 'max' | 'percent'>;

/** What stands behind "score:", as far as it is of this review: nothing behind an arrow or "vs". */
function partsOf(said: string): Parts | undefined {
  // "64% → 78%" says two scores, and which is of now only its author knows.
  if (/→|->|=>/.test(said)) return undefined;
  const now = said.split(/\b(?:vs|contre|etait|was|precedent)\b/)[0] ?? '';
  const [whole, points, max] = POINTS.exec(now) ?? [];
  if (whole !== undefined) {
    const rest = now.slice(whole.length);
    const percent = /^[^%]{0,60}?(?:\(|=\s*|\s)(\d+(?:[.,]\d+)?)\s*%/.exec(rest)?.[1] ?? null;
    return { points: decimalOf(points ?? ''), max: decimalOf(max ?? ''), percent };
  }
  const [alone, percent] = PERCENT.exec(now) ?? [];
  if (alone === undefined || percent === undefined) return undefined;
  const [, behind, of] =
    /^\s*\(\s*(\d+(?:[.,]\d+)?)\s*\/\s*(\d+(?:[.,]\d+)?)\s*\)/.exec(now.slice(alone.length)) ?? [];
  const inParts = behind !== undefined && of !== undefined;
  return { percent, points: inParts ? decimalOf(behind) : null, max: inParts ? decimalOf(of) : null };
}

/** "Score: 9/10" rates a file or a feature: a whole review has more points, or says its percentage. */
const isOfOneThing = ({ max, percent }: Parts): boolean => percent === null && max !== null && max <= 10;

function inLine(line: Line, own: number | null): Parts | undefined {
  const said = line.folded.replace(/^#+\s*/, '');
  const label = LABEL.exec(said)?.[0];
  if (label !== undefined) {
    const of = NUMBERED.exec(label)?.[1];
    if ((of !== undefined && own !== null && Number(of) !== own) || WANTED.test(said.slice(label.length)))
      return undefined;
    const parts = partsOf(said.replace(LABEL, ''));
    return parts && isOfOneThing(parts) ? undefined : parts;
  }
  const [, number, percent] = OWN.exec(said) ?? [];
  return percent !== undefined && Number(number) === own ? { percent, points: null, max: null } : undefined;
}

/** A fence that names a language holds what a program reads or says. */
const isWritten = ({ fence }: Line): boolean => fence === null || fence === '' || fence === 'text';

function inBody(document: Document): readonly ScoreStated[] {
  const own = numberOf(document).value;
  return document.lines.flatMap((line) => {
    if (!isWritten(line) || line.headings.slice(1).some((heading) => ELSEWHERE.test(heading))) return [];
    const parts = inLine(line, own);
    return parts ? [{ line: line.number, text: line.text.trim(), ...parts }] : [];
  });
}

/** ralph's own reviews have the score as a map: points, max, percent. */
function inFront(document: Document): readonly ScoreStated[] {
  const entry = entryOf(document, ['score']);
  if (!entry) return [];
  const parts = partsOf(fold(unquoted(entry.text)));
  if (parts) return [{ line: entry.line, text: entry.text, ...parts }];
  const map = new Map(
    entry.items.flatMap(({ text }) => {
      const [, key, value] = /^(points|max|percent):\s*(\d+(?:\.\d+)?)$/.exec(text) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value] as const];
    }),
  );
  const [points, max, percent] = [map.get('points'), map.get('max'), map.get('percent')];
  if (points === undefined || max === undefined || percent === undefined) return [];
  return [
    {
      ...{ line: entry.line, text: `${points}/${max} (${percent} %)` },
      ...{ points: Number(points), max: Number(max), percent },
    },
  ];
}

/** Every place that states the score of this review: front matter, score table, lines of the body. */
export const scoresStated = (document: Document): readonly ScoreStated[] => [
  ...inFront(document),
  ...scoreTablesOf(document).flatMap(({ total }) => total ?? []),
  ...inBody(document),
];

const parts = (scores: readonly ScoreStated[], part: 'points' | 'max'): readonly Stated<number>[] =>
  scores.flatMap(({ line, text, [part]: value }) => (value === null ? [] : [{ value, line, text }]));

export const scorePointsOf = (document: Document): Field<number> =>
  settle(parts(scoresStated(document), 'points'));

export const scoreMaxOf = (document: Document): Field<number> => settle(parts(scoresStated(document), 'max'));

/** The percentage that is stated; one that only follows from the points stands nowhere. */
export function scorePercentOf(document: Document): Field<number> {
  const stated = scoresStated(document).flatMap(({ line, text, percent }) =>
    percent === null ? [] : [{ value: percent, line, text }],
  );
  const { value, where, candidates } = settle(stated, samePercent);
  const asNumber = (each: Stated<string>): Stated<number> => ({ ...each, value: decimalOf(each.value) });
  return { value: value === null ? null : decimalOf(value), where, candidates: candidates.map(asNumber) };
}

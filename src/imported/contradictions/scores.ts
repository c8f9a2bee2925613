import type { Contradiction } from '../../domain/imported.ts';
import type { Document } from '../document.ts';
import { scoresStated } from '../words/score.ts';
import { decimalOf, isPercentOf, type ScoreStated, samePercent } from '../words/score-stated.ts';
import { type ScoreTable, scoreTablesOf } from '../words/score-table.ts';

const rounded = (value: number): number => Math.round(value * 100) / 100;

const inPoints = ({ points, max }: ScoreStated): string => `${points}/${max}`;

/** The rows added up; null where one of those that count has no points. */
function sumOf({ rows }: ScoreTable): { readonly points: number; readonly max: number } | null {
  let [points, max] = [0, 0];
  for (const row of rows) {
    if (row.points === null) {
      // What does not apply weighs nothing, and ralph's own reviews show it with a word.
      if (rows.some(({ weight }) => weight !== 1)) continue;
      return null;
    }
    points += row.weight * row.points;
    max += row.weight * (row.max ?? 0);
  }
  return { points: rounded(points), max: rounded(max) };
}

/** The rows of the score table against every total that is stated. */
export function sums(document: Document): readonly Contradiction[] {
  const [table, ...others] = scoreTablesOf(document);
  const sum = table && sumOf(table);
  // Of several tables none is the one that a total is of.
  if (!table || !sum || others.length > 0) return [];
  return scoresStated(document).flatMap((stated) => {
    const { points, max, line } = stated;
    if (points === null || max === null || (points === sum.points && max === sum.max)) return [];
    const lines = [table.line, line];
    const rows = `${sum.points}/${sum.max}`;
    const what = {
      en: `the rows of the score table add up to ${rows}, the total says ${inPoints(stated)}`,
      fr: `les lignes du tableau de score font ${rows}, le total dit ${inPoints(stated)}`,
    };
    return [{ kind: 'sum' as const, lines, what }];
  });
}

/** Each percentage against the points beside it, with the other places that say the same percentage. */
export function percentages(document: Document): readonly Contradiction[] {
  const all = scoresStated(document);
  return all.flatMap((stated) => {
    const { points, max, percent, line } = stated;
    if (points === null || max === null || percent === null || max === 0) return [];
    if (isPercentOf(percent, points, max)) return [];
    const likewise = all.filter((each) => each.percent !== null && samePercent(each.percent, percent));
    const right = Math.round((1000 * points) / max) / 10;
    return [
      {
        kind: 'percent' as const,
        lines: [...new Set([line, ...likewise.map((each) => each.line)])],
        what: {
          en: `${inPoints(stated)} is ${right} %, not ${percent} %`,
          fr: `${inPoints(stated)} fait ${right} %, et non ${percent} %`,
        },
      },
    ];
  });
}

/** More points than there can be. */
export function ranges(document: Document): readonly Contradiction[] {
  const rows = scoreTablesOf(document).flatMap((table) => table.rows);
  const totals = scoresStated(document);
  return [...rows, ...totals].flatMap(({ points, max, line }) =>
    points !== null && max !== null && points > max
      ? [
          {
            kind: 'range' as const,
            lines: [line],
            what: { en: `${points} points of ${max}`, fr: `${points} points sur ${max}` },
          },
        ]
      : [],
  );
}

/** What a statement says in percent: itself, or by its points. */
const percentOf = ({ percent, points, max }: ScoreStated): string | null =>
  percent ?? (points !== null && max !== null && max > 0 ? String(Math.round((100 * points) / max)) : null);

/** The first score against every other that differs from it, each different one once. */
export function scores(document: Document): readonly Contradiction[] {
  const [first, ...others] = scoresStated(document).flatMap((stated) => {
    const percent = percentOf(stated);
    return percent === null ? [] : [{ stated, percent }];
  });
  if (!first) return [];
  const told: string[] = [];
  return others.flatMap(({ stated, percent }) => {
    const { points, max } = stated;
    const isSame =
      samePercent(first.percent, percent) ||
      (stated.percent === null &&
        points !== null &&
        max !== null &&
        isPercentOf(first.percent, points, max)) ||
      (first.stated.percent === null && Math.abs(decimalOf(first.percent) - decimalOf(percent)) < 1);
    if (isSame || told.some((each) => samePercent(each, percent))) return [];
    told.push(percent);
    const lines = [first.stated.line, stated.line];
    const what = {
      en: `the score is ${first.percent} %, and ${percent} %`,
      fr: `le score est de ${first.percent} %, et de ${percent} %`,
    };
    return [{ kind: 'score' as const, lines, what }];
  });
}

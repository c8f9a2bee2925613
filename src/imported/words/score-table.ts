import type { Field, StatedCriterion } from '../../domain/imported.ts';
import type { Document, Table } from '../document.ts';
import { fold } from '../fold.ts';
import { settle } from '../settle.ts';
import type { Row } from '../tables.ts';
import { decimalOf, type ScoreStated } from './score-stated.ts';

const SECTION = /\b(?:scores?|triade|verification|note finale|notation)\b/;
const ELSEWHERE =
  /\b(?:historique|history|comparaison|comparison|evolution|trend|tendance|precedent|previous|prochain|next|target|objectifs?)\b/;
const NAMED = /^(?:criter(?:e|es|ia|ion)|aspects?|categor(?:y|ie)s?|categories|dimensions?|domaines?)$/;
const TOTAL = /^(?:score )?(?:total|global|final)\b/;

const PARTS = /(\d+(?:[.,]\d+)?)\s*\/\s*(\d+(?:[.,]\d+)?)/;
const BONUS = /^\+\s*(\d+(?:[.,]\d+)?)$/;
const NUMBER = /^(\d+(?:[.,]\d+)?)$/;
const PERCENT = /(?<![-+\d.,])(\d+(?:[.,]\d+)?)\s*%/;

interface Columns {
  readonly score: number;
  /** Where the most there can be has a column of its own. */
  readonly max: number;
}

/** Where names and points stand in a table, if it is one of scores. */
function columnsOf({ header, section, headings }: Table): Columns | undefined {
  const places = [section, ...headings.slice(1)];
  if (!places.some((place) => SECTION.test(place)) || places.some((place) => ELSEWHERE.test(place)))
    return undefined;
  const [name = '', ...others] = header.cells.map(fold);
  const score = others.findIndex((each) => /^(?:score|points?|note)\b/.test(each)) + 1;
  const max = others.findIndex((each) => /^(?:max|maximum|sur)$/.test(each)) + 1;
  return NAMED.test(name) && score > 0 ? { score, max } : undefined;
}

const plain = (cell: string | undefined): string => fold(cell ?? '');

/** The points of a row: "8/10", "1.5 | 10", or "+30" on top. */
function pointsOf({ cells }: Row, { score, max }: Columns): Pick<StatedCriterion, 'points' | 'max'> {
  const said = plain(cells[score]).replace(/^[^\d+]+|[^\d]+$/g, '');
  const [, points, most] = PARTS.exec(said) ?? [];
  if (points !== undefined && most !== undefined) return { points: decimalOf(points), max: decimalOf(most) };
  const bonus = BONUS.exec(said)?.[1];
  if (bonus !== undefined) return { points: decimalOf(bonus), max: null };
  const [single, of] = [NUMBER.exec(said)?.[1], max > 0 ? NUMBER.exec(plain(cells[max]))?.[1] : undefined];
  if (single !== undefined && of !== undefined) return { points: decimalOf(single), max: decimalOf(of) };
  return { points: null, max: null };
}

export interface ScoreTable {
  readonly line: number;
  /** Whether its own heading says that it has scores, not only one further out. */
  readonly near: boolean;
  readonly rows: readonly (StatedCriterion & { readonly weight: number })[];
  /** Its last line, where it has one for the sum. */
  readonly total: ScoreStated | null;
}

/** As ralph's own reviews say it behind a name: "(×2)", "(shown, not scored)". */
function weightOf(name: string): number {
  const times = /\(×(\d+(?:\.\d+)?)\)$/.exec(name)?.[1];
  if (times !== undefined) return Number(times);
  return /\((?:shown, not scored|montre, non note)[^)]*\)$/.test(fold(name)) ? 0 : 1;
}

function totalOf(row: Row, columns: Columns): ScoreStated {
  const { points, max } = pointsOf(row, columns);
  const rest = row.cells.slice(columns.score).map(plain);
  const said = rest.map((cell) => PERCENT.exec(cell)?.[1]).find((each) => each !== undefined);
  return {
    line: row.line,
    text: row.cells.filter((cell) => cell !== '').join(' '),
    points,
    max,
    percent: said ?? null,
  };
}

const allOf = ({ tables }: Document): readonly ScoreTable[] =>
  tables.flatMap((table) => {
    const columns = columnsOf(table);
    if (!columns) return [];
    const isTotal = (row: Row): boolean => TOTAL.test(plain(row.cells[0]));
    const rows = table.rows
      .filter((row) => !isTotal(row))
      .map((row) => {
        const name = (row.cells[0] ?? '').replace(/[*`]/g, '').trim();
        return { name, ...pointsOf(row, columns), line: row.line, weight: weightOf(name) };
      });
    if (!rows.some(({ points }) => points !== null)) return [];
    const total = table.rows.find(isTotal);
    const near = SECTION.test(table.section);
    return [{ line: table.header.line, near, rows, total: total ? totalOf(total, columns) : null }];
  });

/** The tables that rate the stack: those under SCORE, TRIADE or VERIFICATION; one of a file further in is none. */
export function scoreTablesOf(document: Document): readonly ScoreTable[] {
  const all = allOf(document);
  return all.some(({ near }) => near) ? all.filter(({ near }) => near) : all;
}

/** The rows of the score table; several tables that differ settle nothing. */
export const criteriaOf = (document: Document): Field<readonly StatedCriterion[]> =>
  settle(
    scoreTablesOf(document).map(({ line, rows }) => ({
      value: rows.map(({ weight: _, ...row }) => row),
      line,
      text: rows.map(({ name, points, max }) => `${name} ${points}/${max}`).join(', '),
    })),
    (one, other) => {
      const said = (rows: readonly StatedCriterion[]) => rows.map(({ line: _, ...row }) => row);
      return JSON.stringify(said(one)) === JSON.stringify(said(other));
    },
  );

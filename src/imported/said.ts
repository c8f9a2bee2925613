import type { Document, Line, Table } from './document.ts';
import { cycleOf, isElsewhere, ownNumber, present } from './elsewhere.ts';
import { fold } from './fold.ts';
import { smiColumns, smiRow } from './smi.ts';
import { isList } from './words/lists.ts';

/** A piece of a review that says something of the cycle it reviews: a line, an entry of its front matter, a cell. */
export interface Said {
  readonly line: number;
  /** As it stands, for the reader. */
  readonly raw: string;
  /** {@link fold}ed, without what it says of other cycles; a cell is preceded by the name of its row. */
  readonly text: string;
  /** What it stands under, nearest first, folded: the head of its column, the line that leads it in, its headings. */
  readonly about: readonly string[];
  readonly place: 'front' | 'heading' | 'prose' | 'fence' | 'cell';
  /** Lines with the same group stand together. */
  readonly group: string;
}

/** Languages in which reviews show source to be written, not what a run said. */
const SOURCE =
  /^(?:python|py|typescript|ts|tsx|javascript|js|jsx|glsl|sql|ya?ml|toml|css|html|dockerfile|diff)$/;
/** A figure without a unit of its own: nothing of a longer one, a range, a count or a unit follows. */
const TIMES =
  /"?\b([a-z0-9_]{0,30}_ms|latency)"?\s?[:=]\s?(\d{1,9}(?:\.\d{1,6})?)(?![\w.%×]|,\d|\s?[\p{L}\d/%×–~-])/gu;
const UNCHECKED = /^\W{0,4}\[ \]/;
const LEADS_IN = /^=+ (.{1,120}?) =+$|^(.{1,120}?)\s?:$/;
const TICKED = /[✅❌✓✗✔✘⚠]/u;

/** `"latency_ms": 238` says its unit in its name. */
const withUnits = (text: string): string =>
  text.replace(TIMES, (_, key: string, figure: string) => `${key.replaceAll('_', ' ')}: ${figure}ms`);

const spoken = (raw: string, own: number | null): string => withUnits(present(fold(raw), own));

interface Scope {
  /** The number of the review itself. */
  readonly own: number | null;
  /** Whether what stands under this heading is not of what was measured now. */
  readonly elsewhere: (heading: string) => boolean;
}

const AIM_OR_OTHER =
  /\b(?:targets?|objectifs?|cibles?|goals?|expected|attendus?|requis|required|delta|changes?|ecart|trend|tendance|scores?|points?|max score|poids|weight|severite|severity|actions?|solutions?|avant|before|previous|precedent|baseline|seuils?|threshold)\b/;
const HISTORY = /^\W*(?:cycles?|sprints?|date|version|commit|reviews?)\b/;

/** The columns of a table that are of this cycle; none where its rows are cycles. */
function columnsOf({ header, headings }: Table, { own, elsewhere }: Scope): readonly number[] {
  const heads = header.cells.map(fold);
  if (HISTORY.test(heads[0] ?? '') || heads.every((each) => each === '')) return [];
  const ofOwn = heads.flatMap((each, at) => (own !== null && cycleOf(each) === own ? [at] : []));
  const byCycle = heads.filter((each) => cycleOf(each) !== null).length;
  if (byCycle > 0) return ofOwn.length === 1 ? ofOwn : [];
  if (headings.some(elsewhere)) return [];
  // Beside a score, the most is a score as well.
  const scored = heads.some((each) => /\bscores?\b/.test(each));
  return heads.flatMap((each, at) => (AIM_OR_OTHER.test(each) || (scored && each === 'max') ? [] : [at]));
}

function* ofTable(table: Table, scope: Scope): Generator<Said> {
  const { own } = scope;
  const columns = columnsOf(table, scope);
  const heads = table.header.cells.map(fold);
  const group = `${table.section}|${table.header.line}`;
  const numbered = /^(?:#|n°?|run|test|essai|appel)$/.test(heads[0] ?? '');
  for (const { line, cells } of table.rows) {
    const [first = ''] = cells;
    const named = fold(first);
    if (cycleOf(named) !== null && cycleOf(named) !== own) continue;
    const label = numbered && /^\d{1,4}$/.test(named) ? `run ${named}` : named;
    for (const at of columns) {
      const raw = cells[at] ?? '';
      const about = [heads[at] ?? '', ...table.headings.toReversed()];
      // A first cell with a verdict of its own is not the name of its row.
      const text = at === 0 || TICKED.test(first) ? spoken(raw, own) : spoken(`${label}: ${raw}`, own);
      if (text !== '') yield { line, raw, text, about, place: 'cell', group };
    }
  }
}

/** What leads a line in, and the CSV it is a row of: both end with the paragraph, the fence or the section. */
interface Under {
  readonly lead: string | null;
  readonly columns: readonly string[] | null;
  readonly fence: string | null;
  /** Whether the lead has lines under it already. */
  readonly begun: boolean;
}

const NOTHING: Under = { lead: null, columns: null, fence: null, begun: false };

/** What this line stands under, given what the one before did. */
function under(before: Under, { folded, level, fence }: Line): Under {
  if (level !== null) return NOTHING;
  const kept = (fence === null) === (before.fence === null) ? before : { ...NOTHING, fence };
  if (folded === '') return fence === null && kept.begun ? NOTHING : kept;
  const [, between, led] = LEADS_IN.exec(folded) ?? [];
  const lead = between ?? led;
  if (lead !== undefined) return { ...kept, lead, begun: false };
  return { ...kept, columns: smiColumns(folded) ?? kept.columns, begun: true };
}

function* ofLines(lines: readonly Line[], inTables: ReadonlySet<number>, scope: Scope): Generator<Said> {
  let now = NOTHING;
  for (const line of lines) {
    now = under(now, line);
    const { number, text: raw, folded, section, headings, level, fence } = line;
    const { lead, columns } = now;
    if (folded === '' || inTables.has(number) || UNCHECKED.test(folded)) continue;
    if ((fence !== null && SOURCE.test(fence)) || headings.some(scope.elsewhere)) continue;
    if (lead !== null && scope.elsewhere(lead)) continue;
    const text = (columns && smiRow(columns, folded)) ?? spoken(raw, scope.own);
    const about = [...(lead === null ? [] : [lead]), ...headings.toReversed()];
    const place = level !== null ? 'heading' : fence === null ? 'prose' : 'fence';
    yield { line: number, raw: raw.trim(), text, about, place, group: `${section}|${lead ?? ''}` };
  }
}

/** Whose review it is, and what of it is of another; each heading is asked once. */
function scopeOf(document: Document): Scope {
  const own = ownNumber(document);
  const known = new Map<string, boolean>();
  const elsewhere = (heading: string): boolean => {
    const answer = known.get(heading) ?? isElsewhere(heading, own);
    known.set(heading, answer);
    return answer;
  };
  return { own, elsewhere };
}

/** All that a review says of the cycle it reviews; what it says of other cycles and of plans is left out. */
export function saidIn(document: Document): readonly Said[] {
  const scope = scopeOf(document);
  const { own } = scope;
  const front = document.front.flatMap(({ key, line, text, items }): Said[] => {
    const about = [fold(key).replaceAll('_', ' ')];
    // "remaining issues" are those of now.
    if (!isList(fold(key).replace(/[\s-]+/g, '_')) && about.some(scope.elsewhere)) return [];
    const named = { line, raw: text, text: spoken(`${about[0]}: ${text}`, own) };
    const listed = items.map((each) => ({ line: each.line, raw: each.text, text: spoken(each.text, own) }));
    return [...(text === '' ? [] : [named]), ...listed].map(
      (each): Said => ({ ...each, about, place: 'front', group: key }),
    );
  });
  const inTables = new Set(
    document.tables.flatMap(({ header, rows }) => [
      header.line,
      header.line + 1,
      ...rows.map(({ line }) => line),
    ]),
  );
  return [
    ...front,
    ...ofLines(document.lines, inTables, scope),
    ...document.tables.flatMap((table) => [...ofTable(table, scope)]),
  ].filter(({ text }) => text !== '');
}

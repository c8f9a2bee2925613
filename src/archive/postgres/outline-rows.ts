import type { Observation } from '../../domain/observation.ts';
import type { Kept, KeptImported } from '../inspect.ts';
import { type SeriesRow, seriesOf } from './series-of.ts';

type Cell = string | number | boolean | null;
type Columns = Readonly<Record<string, Cell>>;

/** What of a review can be asked for in SQL: its own columns, and rows of the tables beside it. */
export interface Outline {
  readonly columns: Columns;
  readonly rows: Readonly<Record<string, readonly (Columns | SeriesRow)[]>>;
}

/** A sentence, or a name: what is longer is in the document. */
const MOST_CHARS = 1_000;
/** Rows of one review in one table. */
const MOST_ROWS = 5_000;

/** Postgres holds no NUL, and no half of a character. */
export const cellText = (text: string): string =>
  text
    .slice(0, MOST_CHARS)
    .replaceAll('\0', '')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd');

const orNull = (text: string | null | undefined): string | null => (text == null ? null : cellText(text));

/** A time that Postgres takes, or none: of the year 0, and of one beyond 9999 as JavaScript writes it, it knows nothing. */
export function cellTime(text: string | null | undefined): string | null {
  const time = new Date(text ?? '');
  const written = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  return /^(?!0000)\d{4}-/.test(written) ? written : null;
}

const probeRow = (id: string, observation: Observation): Columns => {
  const isObserved = observation.kind === 'observed';
  const reason =
    observation.kind === 'unavailable'
      ? observation.reason
      : 'message' in observation
        ? observation.message
        : null;
  return {
    ...{ id: cellText(id), outcome: observation.kind, reason: orNull(reason) },
    started_at: isObserved ? cellTime(observation.startedAt) : null,
    duration_ms: isObserved ? observation.durationMs : null,
  };
};

function ofOurs({ review, evidence }: Kept): Outline {
  const { score, target } = review;
  const observations = Object.entries(evidence.observations).slice(0, MOST_ROWS);
  const findings = [...review.blockers, ...review.warnings, ...review.notes];
  return {
    columns: {
      ...{ origin: evidence.provenance.kind, ralph: cellText(review.ralph) },
      ...{ target: cellText(target.name), url: cellText(target.url) },
      ...{
        reviewed_at: cellTime(review.reviewedAt),
        commit_id: orNull(review.commit),
        verdict: review.verdict,
      },
      points: score?.points ?? null,
      max_points: score?.max ?? null,
      percent: score?.percent ?? null,
      document_sha256: null,
    },
    rows: {
      criterion: review.criteria.slice(0, MOST_ROWS).map(({ id, verdict, points, weight }) => ({
        ...{ id: cellText(id), verdict: cellText(verdict), points, weight },
      })),
      finding: findings.slice(0, MOST_ROWS).map(({ severity, id, title }) => ({
        ...{ severity: cellText(severity), id: cellText(id), title: cellText(title) },
      })),
      figure: review.metrics.slice(0, MOST_ROWS).map(({ id, unit, value, shown }) => ({
        metric: cellText(id),
        value: typeof value === 'number' ? value : null,
        state: typeof value === 'number' ? null : cellText(value),
        ...{ unit: cellText(unit), shown: cellText(shown) },
      })),
      probe: observations.map(([id, observation]) => probeRow(id, observation)),
      series: observations.flatMap(([id, observation]) =>
        observation.kind === 'observed'
          ? seriesOf(id, observation.readings).map((row) => ({
              ...row,
              ...{ probe: cellText(id), series: cellText(row.series) },
            }))
          : [],
      ),
    },
  };
}

/** Of a review that ralph did not write, what is settled. */
function ofImported({ imported }: KeptImported): Outline {
  const { fields } = imported;
  return {
    columns: {
      ...{ origin: 'imported', ralph: null, target: cellText(imported.target), url: null },
      ...{ reviewed_at: cellTime(imported.reviewedAt), commit_id: orNull(fields.commit.value) },
      verdict: fields.verdict.value,
      points: fields.score_points.value,
      max_points: fields.score_max.value,
      percent: fields.score_pct.value,
      document_sha256: imported.sha256.slice(0, 64),
    },
    rows: {},
  };
}

/** What of a review can be asked for in SQL. */
export const outlineOf = (kept: Kept | KeptImported): Outline =>
  'imported' in kept ? ofImported(kept) : ofOurs(kept);

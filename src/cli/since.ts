import type { WindowAsked } from '../domain/window.ts';
import { UsageError } from './usage-error.ts';
import { wholeNumber } from './whole-number.ts';

const MS_PER = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const AGO = /^(?<count>\d{1,5})(?<unit>[mhdw])$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

const EXPECTED =
  'a time ago such as 24h or 7d (m, h, d, w), or a moment such as 2026-01-31 or 2026-01-31T03:00Z';

/** Whether the day of the month exists: Date.parse would take the 31st of February for the 3rd of March. */
const isDay = (text: string, atMs: number): boolean =>
  Number.isFinite(atMs) &&
  new Date(`${text.slice(0, 10)}T00:00Z`).toISOString().startsWith(text.slice(0, 10));

/** `--since` as a moment, ISO 8601 in UTC; a date alone is its midnight in UTC. Throws UsageError. */
export function sinceOf(text: string, nowMs: number): string {
  const { count, unit } = AGO.exec(text)?.groups ?? {};
  if (count !== undefined && unit !== undefined)
    return new Date(nowMs - Number(count) * MS_PER[unit as keyof typeof MS_PER]).toISOString();
  const atMs = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (isDay(text, atMs)) return new Date(atMs).toISOString();
  throw new UsageError(`--since: found "${text}", expected ${EXPECTED}`);
}

/** The window that `--since` or `--last` asks for, or else the flag of `otherwise`. Throws UsageError. */
export function windowAsked(
  { since, last }: { readonly since?: string; readonly last?: string },
  otherwise: { readonly since: string } | { readonly last: number },
  nowMs: number,
): WindowAsked {
  if (since !== undefined && last !== undefined)
    throw new UsageError('--since and --last name two windows: expected one of them');
  if (last !== undefined) return { last: wholeNumber('--last', last, 1) };
  if (since !== undefined) return { since: sinceOf(since, nowMs) };
  return 'last' in otherwise ? otherwise : { since: sinceOf(otherwise.since, nowMs) };
}

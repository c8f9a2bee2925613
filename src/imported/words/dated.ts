import type { Field } from '../../domain/imported.ts';
import type { Document } from '../document.ts';
import { entryOf, unquoted } from '../front.ts';
import { SILENT, settle } from '../settle.ts';

const TIME =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ]+(?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(?<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i;

const zoneOf = (zone: string): string => (/^[+-]/.test(zone) ? zone.replace(/^(...):?(..)$/, '$1:$2') : 'Z');

/** A time in UTC, or a day where no more is said; undefined where it is neither, or no such day is. */
function timeOf(text: string): string | undefined {
  const { day, time, zone } = TIME.exec(text.trim())?.groups ?? {};
  if (day === undefined) return undefined;
  // February 30 is taken for March by some engines.
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  if (time === undefined || zone === undefined) return day;
  const at = Date.parse(`${day}T${time}${zoneOf(zone)}`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString().replace('.000Z', 'Z');
}

/** When it was written. A time without a zone settles nothing. */
export function reviewedAtOf(document: Document): Field<string> {
  const entry = entryOf(document, ['reviewed_at', 'date', 'timestamp']);
  if (!entry) return SILENT;
  const said = unquoted(entry.text);
  const value = timeOf(said);
  if (value !== undefined) return settle([{ value, line: entry.line, text: said }]);
  return { ...SILENT, candidates: said === '' ? [] : [{ value: said, line: entry.line, text: said }] };
}

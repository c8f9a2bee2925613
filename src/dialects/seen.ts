import type { Sightings } from '../domain/detection.ts';
import { oneLine } from '../domain/printable.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import { type Answered, type Fields, isFields, parse, textField } from './exchange.ts';

/** A name longer than this is none. */
const NAME_CHARS = 120;
const TEXT_CHARS = 4_000;
const MOST_NAMES = 100;

/** As a name that may be shown and asked for as it is; undefined for anything else. */
export const nameOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= NAME_CHARS && oneLine(value) === value
    ? value
    : undefined;

/** What may be quoted of a thing found. */
const quoted = (value: unknown): string => firstChars(oneLine(String(value)), NAME_CHARS);

/** A page as a recogniser looks at it; each reading is empty where there is none. */
export interface Seen {
  readonly status: number | undefined;
  readonly text: string;
  readonly fields: Fields;
  header(name: string): string | undefined;
}

const pageOf = (answered: Answered | undefined): Seen => {
  const whole = answered ? new TextDecoder().decode(answered.body) : '';
  const parsed = /^\s*\{/.test(whole) ? parse(whole) : undefined;
  return {
    status: answered?.status,
    text: firstChars(whole, TEXT_CHARS),
    fields: isFields(parsed) ? parsed : {},
    header: (name) => answered?.headers[name],
  };
};

/** The page at a path. */
export function seenAt({ pages }: Sightings, path: string): Seen {
  const exchange = pages[path];
  return pageOf(exchange?.kind === 'answered' ? exchange : undefined);
}

/** 401 and 403: not without a key. */
export const wantsKey = ({ status }: Seen): boolean => status === 401 || status === 403;

/** What a server's OpenAPI document says it is, and which paths it has. */
export interface Documented {
  readonly title: string | null;
  readonly version: string | null;
  readonly paths: ReadonlySet<string>;
}

/** Read from `/openapi.json`; empty where there is none. */
export function documented(sightings: Sightings): Documented {
  const { fields } = seenAt(sightings, '/openapi.json');
  const info = isFields(fields.info) ? fields.info : {};
  return {
    title: textField(info, 'title'),
    version: textField(info, 'version'),
    paths: new Set(isFields(fields.paths) ? Object.keys(fields.paths) : []),
  };
}

/** The names in a list of names, or of things that have one. */
export const namesIn = (list: unknown): string[] =>
  Array.isArray(list)
    ? list
        .flatMap((item) => nameOf(isFields(item) ? (item.id ?? item.name ?? item.voice_id) : item) ?? [])
        .slice(0, MOST_NAMES)
    : [];

/** Something that gives a server away: how sure it makes us on its own, 0…1, and where and what was found. */
export interface Mark {
  readonly weight: number;
  readonly found: string;
}

/** The mark, where there is one. */
export const mark = (weight: number, there: boolean, found: () => string): Mark[] =>
  there ? [{ weight, found: quoted(found()) }] : [];

/** Marks tell nothing of each other, so their doubts multiply; nothing seen from outside is wholly certain. */
export const certaintyOf = (marks: readonly Mark[]): number =>
  Math.min(0.99, 1 - marks.reduce((doubt, { weight }) => doubt * (1 - weight), 1));

/** What was found, the strongest first. */
export const becauseOf = (marks: readonly Mark[]): string[] =>
  marks.toSorted((a, b) => b.weight - a.weight).map(({ found }) => found);

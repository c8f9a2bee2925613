import { firstChars } from '../domain/secrets/excerpt.ts';
import {
  type Answered,
  EXCERPT_CHARS,
  isError,
  isFields,
  notJson,
  parse,
  type Reading,
  textOf,
} from './exchange.ts';
import { rejection } from './refusal.ts';

/** Reads a success that must be JSON; `read` gives null where the JSON is not what was asked for, and `lacks` says what. */
export function readJson<Value>(
  exchange: Answered,
  read: (json: unknown) => Value | null,
  lacks: string,
): Reading<Value> {
  const { status, headers } = exchange;
  const text = textOf(exchange);
  const raw = firstChars(text, EXCERPT_CHARS);
  const malformed = (found: string) => ({ failure: { kind: 'malformed' as const, status, found }, raw });
  const json = parse(text);
  if (json === undefined) return malformed(notJson(text, headers['content-type'] ?? ''));
  if (isFields(json) && isError(json)) return { failure: rejection(status, text), raw };
  const value = read(json);
  return value === null ? malformed(lacks) : { value, raw };
}

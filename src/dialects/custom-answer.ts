import type { Conditions, CustomErrors, ErrorMatch, Places } from '../domain/custom.ts';
import type { HttpExchange } from '../domain/host.ts';
import { follow } from '../domain/json-pointer.ts';
import { firstChars } from '../domain/secrets/excerpt.ts';
import type { Answer, Failure } from '../domain/stack.ts';
import { isBare, numberAt, type Said, saidBy, textAt } from './custom-places.ts';
import {
  type Answered,
  errorDetail,
  interpret,
  isBareDetail,
  isFields,
  isMarkup,
  looksLike,
  notJson,
  type Reading,
  shortened,
} from './exchange.ts';
import { refusalOf } from './refusal.ts';

const RAW_CHARS = 2_000;

/** Whether all of these stand there; none says nothing. */
export const holds = (json: unknown, where: Conditions): boolean =>
  Object.entries(where).every(([pointer, value]) => follow(json, pointer) === value);

/** Whether what was said is an error, by what the description says of errors. */
export const isError = (said: Said, { at, where }: CustomErrors): boolean =>
  at.some((place) => Boolean(place.startsWith('/') && follow(said.json, place))) ||
  (Object.keys(where).length > 0 && holds(said.json, where));

/** What is wrong, in its own words, and how long to wait; `own` places before those of all errors. */
export function wordsOf(
  said: Said,
  errors: CustomErrors,
  own: Pick<ErrorMatch, 'at' | 'retryAfter'> = { at: [], retryAfter: [] },
): { readonly detail: string; readonly retryAfterMs: number | null } {
  const words = textAt(said, [...own.at, ...errors.message]);
  const waitS = numberAt(said, [...own.retryAfter, ...errors.retryAfter]);
  return {
    detail: words === null ? errorDetail(said.text) : shortened(words),
    retryAfterMs: waitS === null || waitS < 0 ? null : 1000 * waitS,
  };
}

/** A refusal as the description finds its words. */
export function refusal(
  status: number | null,
  said: Said,
  errors: CustomErrors,
  own?: ErrorMatch,
): Failure & { readonly kind: 'rejected' } {
  const words = wordsOf(said, errors, own);
  const why = refusalOf(status, said.text) ?? refusalOf(status, words.detail);
  return { kind: 'rejected', status, ...words, ...(why && { refusal: why }) };
}

/** As `interpret`, with what the description says of errors. */
export function interpretCustom<Value>(
  exchange: HttpExchange,
  errors: CustomErrors,
  read: (exchange: Answered) => Reading<Value>,
): Answer<Value> {
  const answer = interpret(exchange, (success) =>
    errors.statuses.includes(success.status)
      ? { failure: refusal(success.status, saidBy(success), errors), raw: saidBy(success).text }
      : read(success),
  );
  if (exchange.kind === 'failed' || answer.kind === 'answered') return answer;
  const { failure } = answer;
  if (failure.kind !== 'rejected' || (exchange.status >= 200 && exchange.status <= 299)) return answer;
  const told = refusal(exchange.status, saidBy(exchange), errors);
  return { ...answer, failure: { ...told, retryAfterMs: failure.retryAfterMs ?? told.retryAfterMs } };
}

/** As {@link interpretCustom}, for answers in words: JSON, unless what is `wanted` may be the body itself. */
export const interpretSaid = <Value>(
  exchange: HttpExchange,
  errors: CustomErrors,
  wanted: Places,
  read: (said: Said) => Value,
): Answer<Value> =>
  interpretCustom(exchange, errors, (success): Reading<Value> => {
    const { status, headers } = success;
    const said = saidBy(success);
    const raw = firstChars(said.text, RAW_CHARS);
    const label = headers['content-type'] ?? '';
    if (isError(said, errors) || (isFields(said.json) && isBareDetail(said.json)))
      return { failure: refusal(status, said, errors), raw };
    const mayBeText = wanted.includes('body');
    if (mayBeText && isMarkup(said.text))
      return { failure: { kind: 'malformed', status, found: looksLike(said.text, label, 'an answer') }, raw };
    if (!mayBeText && isBare(said)) {
      const found = said.json === undefined ? notJson(said.text, label) : 'JSON that is no object';
      return { failure: { kind: 'malformed', status, found }, raw };
    }
    return { value: read(said), raw };
  });

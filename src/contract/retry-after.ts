import type { Text } from '../domain/text.ts';
import { type Check, differs, HOLDS } from './check.ts';
import { excerpt } from './found.ts';

const WHEN: Text = {
  en: 'Retry-After with whole seconds or a date, on a socket retry_after in seconds',
  fr: 'Retry-After en secondes entières ou une date, sur une socket retry_after en secondes',
};

/** A client that is refused and not told when to come back can only guess, and guesses make the crowd worse. */
export const retryAfter: Check = {
  id: 'errors.retry-after',
  route: 'errors',
  title: {
    en: 'says when to come back when it limits the rate',
    fr: 'dit quand revenir quand il limite le débit',
  },
  matters: 'client',
  run: async (ask) => {
    const met = ask.refusals();
    const reason = {
      en: 'the rate limit was never reached',
      fr: 'la limite de débit n’a jamais été atteinte',
    };
    if (met.length === 0) return { kind: 'moot', reason };
    const unclear = met.filter(({ waitMs }) => waitMs === null);
    const [first] = unclear;
    if (!first) return HOLDS;
    const share = `${unclear.length}/${met.length}`;
    const said = first.said === null ? undefined : excerpt(first.said);
    return differs(WHEN, {
      en: `${share} refusals: ${said ?? 'it does not say'}`,
      fr: `${share} refus : ${said ?? 'il ne le dit pas'}`,
    });
  },
};

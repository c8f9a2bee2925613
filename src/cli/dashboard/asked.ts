import { DEFAULT_LAST, type Scope } from '../../reporters/dashboard/addresses.ts';
import { Refusal } from './refusal.ts';

/** What a request says behind the ? of its address; of a name that is said twice the last. */
export type Asked = Readonly<Record<string, string | undefined>>;

const MOST_CHARS = 300;

export const askedIn = (url: string): Asked => {
  const at = url.indexOf('?');
  return Object.fromEntries(new URLSearchParams(at < 0 ? '' : url.slice(at + 1)));
};

/** The number of a cycle, as names of files have them. Throws a refusal. */
export function cycleIn(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refusal(404, `found "${text.slice(0, MOST_CHARS)}", expected the number of a cycle`);
}

/** Which target and how many cycles. Throws a refusal. */
export function scopeIn({ target, last }: Asked): Scope {
  const named = target === undefined || target === '' ? null : target.slice(0, MOST_CHARS);
  if (last === undefined || last === '') return { target: named, last: DEFAULT_LAST };
  if (last === 'all') return { target: named, last: null };
  if (/^[1-9]\d{0,5}$/.test(last)) return { target: named, last: Number(last) };
  throw new Refusal(
    400,
    `last: found "${last.slice(0, MOST_CHARS)}", expected a whole number from 1 on, or all`,
  );
}

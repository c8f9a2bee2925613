import type { RateNews } from '../domain/pace.ts';

type Headers = Readonly<Record<string, string>>;

/** A limit can stand for several resources; requests are meant where nothing is said, tokens never. */
const names = (what: string): string[] => [
  `ratelimit-${what}`,
  `x-ratelimit-${what}`,
  `x-rate-limit-${what}`,
  `x-ratelimit-${what}-requests`,
];

const LIMITS = names('limit');
const REMAINING = names('remaining');

/** The whole number with which a header begins: "60", "60, 60;w=60". */
function count(headers: Headers, known: readonly string[]): number | undefined {
  for (const name of known) {
    const digits = /^\s*(\d{1,9})\b/.exec(headers[name] ?? '')?.[1];
    if (digits !== undefined) return Number(digits);
  }
  return undefined;
}

/** A parameter of a structured field: `q` of `"default";q=100;w=60`. */
function parameter(field: string | undefined, name: string): number | undefined {
  const digits = new RegExp(`;\\s*${name}=(\\d{1,9})\\b`).exec(field ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * What response headers say of a rate limit, in the spellings that are in use: `x-ratelimit-*` with and without
 * `-requests`, and both forms of the IETF draft (draft-ietf-httpapi-ratelimit-headers). Seconds become ms.
 */
export function rateNews(headers: Headers): RateNews {
  const policy = headers['ratelimit-policy'];
  const limit =
    count(headers, LIMITS) ?? parameter(policy, 'q') ?? count({ policy: policy ?? '' }, ['policy']);
  const remaining = count(headers, REMAINING) ?? parameter(headers.ratelimit, 'r');
  const windowS = parameter(policy, 'w') ?? parameter(headers['ratelimit-limit'], 'w');
  return {
    ...(limit ? { limit } : {}),
    ...(remaining === undefined ? {} : { remaining }),
    ...(windowS ? { windowMs: 1000 * windowS } : {}),
  };
}

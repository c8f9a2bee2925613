/** When an answer is to be written, counted from the moment its request was read. Times in ms. */
export interface Plan {
  /** An answer in one piece: after this. */
  readonly ms: number;
  /** A stream: its first piece after this, … */
  readonly first: number;
  /** … each further one after this more, … */
  readonly gap: number;
  /** … all but the first later by this: a stall that starves a player. */
  readonly stall: number;
  /** Pieces of text in a stream; its end is written with the last. */
  readonly tokens: number;
  /** Pieces of sound in a stream, … */
  readonly chunks: number;
  /** … each so long. */
  readonly chunk_ms: number;
  /** Length of speech in one piece. */
  readonly seconds: number;
  /** A socket: its upgrade is answered after this, … */
  readonly connect: number;
  /** … and a ping after this. */
  readonly pong: number;
}

const DEFAULTS: Plan = {
  ms: 0,
  first: 100,
  gap: 10,
  stall: 0,
  tokens: 20,
  chunks: 20,
  chunk_ms: 240,
  seconds: 2.4,
  connect: 0,
  pong: 0,
};

/** The most of each that makes sense; an answer that never comes is no known delay. */
const MOST: Plan = {
  ms: 600_000,
  first: 600_000,
  gap: 60_000,
  stall: 60_000,
  tokens: 5_000,
  chunks: 5_000,
  chunk_ms: 10_000,
  seconds: 15,
  connect: 600_000,
  pong: 600_000,
};

const NAMES = Object.keys(DEFAULTS) as (keyof Plan)[];
const COUNTS: readonly (keyof Plan)[] = ['tokens', 'chunks'];

function problemWith(name: keyof Plan, text: string): string | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const least = COUNTS.includes(name) ? 1 : 0;
  const whole = COUNTS.includes(name) ? 'a whole number' : 'a number';
  if (value >= least && value <= MOST[name] && (least === 0 || Number.isInteger(value))) return null;
  return `${name}: found "${text.slice(0, 40)}", expected ${whole} from ${least} to ${MOST[name]}`;
}

/** Reads a plan; what is not said is as it is by default. */
export function planOf(said: URLSearchParams): { readonly plan: Plan } | { readonly problem: string } {
  const given = NAMES.filter((name) => said.has(name));
  const problem = given.map((name) => problemWith(name, said.get(name) ?? '')).find((each) => each !== null);
  if (problem !== undefined && problem !== null) return { problem };
  const values = Object.fromEntries(given.map((name) => [name, Number(said.get(name))]));
  return { plan: { ...DEFAULTS, ...values } };
}

/**
 * A request's route and what it says of its plan. A plan may also stand before the route, as in
 * `/first=50&gap=5/chat/stream`: then it is part of a base URL, for clients that know only fixed paths.
 */
export function addressed(url: string): { readonly route: string; readonly said: URLSearchParams } {
  const [path = '', query = ''] = url.split('?', 2);
  const [, before = '', rest = '/'] = /^\/([^/]*=[^/]*)(\/.*)?$/.exec(path) ?? [];
  const said = new URLSearchParams(before);
  for (const [name, value] of new URLSearchParams(query)) said.set(name, value);
  return { route: before === '' ? path : rest, said };
}

/** When the pieces of a stream are due, `count` of them. */
export const pieceTimes = ({ first, gap, stall }: Plan, count: number): number[] =>
  Array.from({ length: count }, (_, piece) => first + piece * gap + (piece > 0 ? stall : 0));

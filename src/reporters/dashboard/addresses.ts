/** Which cycles a page is about: those of a target, and how many of the newest. */
export interface Scope {
  readonly target: string | null;
  /** Null: all of them. */
  readonly last: number | null;
}

/** As many as a line can show, and a person can ask about. */
export const DEFAULT_LAST = 200;

/** The address of a page of the dashboard; what is not there is left out. */
export function address(path: string, asked: Readonly<Record<string, string | number | null>> = {}): string {
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([key, value]): [string, string][] =>
      value === null ? [] : [[key, String(value)]],
    ),
  ).toString();
  return query === '' ? path : `${path}?${query}`;
}

/** The same scope on another page. */
export const scoped = (
  path: string,
  { target, last }: Scope,
  more: Readonly<Record<string, string>> = {},
): string => address(path, { target, last: last === DEFAULT_LAST ? null : (last ?? 'all'), ...more });

/** Where the page of a cycle is. */
export const cycleAddress = (cycle: number): string => `/cycles/${cycle}`;

/** The time of the wall in ms since 1970, with a fraction; unlike that of a date it never goes back. */
export const wallMs = (): number => performance.timeOrigin + performance.now();

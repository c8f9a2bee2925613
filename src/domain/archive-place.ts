/** Where reviews are kept, as a person names it: a folder, or the address of a Postgres database. */

const DATABASE = /^postgres(?:ql)?:\/\//i;
/** User, then password, before the host of an address; a password holds no unescaped @ or /. */
const USER_INFO = /^([a-z]+:\/\/[^:@/?#]*):([^@/?#]*)@/i;
const PASSWORD = /(?<=[?&])(?:ssl)?password=([^&#]*)(?:&|(?=#|$))/gi;

/** Whether a place is a database, and no folder. */
export const isDatabase = (place: string): boolean => DATABASE.test(place.trim());

const plain = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The passwords in the address of a database, as they are written and as they are meant. */
export function passwordsIn(place: string): string[] {
  if (!isDatabase(place)) return [];
  const written = [
    USER_INFO.exec(place.trim())?.[2] ?? '',
    ...[...place.matchAll(PASSWORD)].map(([, of = '']) => of),
  ];
  return [...new Set(written.filter((each) => each !== '').flatMap((each) => [each, plain(each)]))];
}

/** A place without passwords, for whoever reads it. */
export const shownPlace = (place: string): string =>
  isDatabase(place)
    ? place.trim().replace(USER_INFO, '$1@').replaceAll(PASSWORD, '').replace(/[?&]$/, '')
    : place;

/** The address of a database with this password, unless it has one of its own. */
export function withPassword(place: string, password: string | null): string {
  if (password === null || passwordsIn(place).length > 0) return place;
  const written = encodeURIComponent(password);
  const [, user, rest] = /^([a-z]+:\/\/[^:@/?#]+):?(@.*)$/is.exec(place.trim()) ?? [];
  if (user !== undefined) return `${user}:${written}${rest}`;
  return `${place.trim()}${place.includes('?') ? '&' : '?'}password=${written}`;
}

/** Where reviews are kept, as a person names it: a folder, or the address of a Postgres database. */

/** One slash is a slip: a folder of that name nobody has, and there may be a password behind it. */
const DATABASE = /^postgres(?:ql)?:\//i;
/** User, then password, before the host of an address; a password holds no unescaped @ or /. */
const USER_INFO = /^([a-z]+:\/\/[^:@/?#]*):([^@/?#]*)@/i;
const PASSWORD = /(?<=[?&])(?:ssl)?password=([^&#]*)(?:&|(?=#|$))/gi;

/** Whether a place is a database, and no folder. */
export const isDatabase = (place: string): boolean => DATABASE.test(place.trim());

/**
 * The address of a database as the URL that it is, one without a host as of this machine; null where it cannot be read, or where
 * nobody can tell which @ ends its password: in names and passwords it is written as %40.
 */
export function databaseAddress(place: string): URL | null {
  const whole = place
    .trim()
    .replace(/^postgres(?:ql)?:\/\/([^/?#]*@)?(?=[/?#]|$)/i, 'postgres://$1localhost');
  const isClear = /^[a-z]+:\/\/[^/?#@]*@?[^@]*$/i.test(whole);
  return isClear && URL.canParse(whole) ? new URL(whole) : null;
}

/** What is written in a part of an address, such as %40 for @. */
export const plain = (text: string): string => {
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

/** A place without passwords, for whoever reads it. Of what is no address, nothing is left that could be part of one. */
export function shownPlace(place: string): string {
  if (!isDatabase(place)) return place;
  if (databaseAddress(place) === null)
    return place.trim().replace(/^([a-z]+:\/(?:\/[^:@/?#]*)?).*$/is, '$1…');
  return place.trim().replace(USER_INFO, '$1@').replaceAll(PASSWORD, '').replace(/[?&]$/, '');
}

/** The address of a database with this password, unless it has one of its own. */
export function withPassword(place: string, password: string | null): string {
  if (password === null || passwordsIn(place).length > 0) return place;
  const written = encodeURIComponent(password);
  const [, user, rest] = /^([a-z]+:\/\/[^:@/?#]+):?(@.*)$/is.exec(place.trim()) ?? [];
  if (user !== undefined) return `${user}:${written}${rest}`;
  return `${place.trim()}${place.includes('?') ? '&' : '?'}password=${written}`;
}

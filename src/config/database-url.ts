import { isDatabase, passwordsIn } from '../domain/archive-place.ts';
import type { Notation } from './reading.ts';

const expected = 'the address of a Postgres database such as postgres://ralph@db.example/ralph';

/** The address of a database, as libpq has them; one with a password is never repeated. */
export const databaseUrl: Notation<string> = {
  pattern: /^\s*[Pp]ostgres(?:ql)?:\/\/\S+$/,
  examples: ['postgres://ralph@db.example/ralph'],
  expected,
  read(text) {
    const secret = text.includes('@') && (!isDatabase(text) || passwordsIn(text).length > 0);
    return isDatabase(text) && /^\S+$/.test(text.trim()) ? { value: text.trim() } : { expected, secret };
  },
};

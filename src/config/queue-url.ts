import type { Notation } from './reading.ts';

const expected = 'the address of Redis or Valkey such as redis://localhost:6379 or rediss://user@host:6379/2';

const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** `/3` names the database 3; nothing at all, the first one. */
const DATABASE = /^(?:\/(?:\d{1,3})?)?$/;

/** The address of the queue that agents and fleets share; `rediss:` is TLS. One with a password is never repeated. */
export const queueUrl: Notation<string> = {
  pattern: /^\s*rediss?:\/\/\S+$/,
  examples: ['redis://localhost:6379', 'rediss://ralph@queue.example:6380'],
  expected,
  read(text) {
    const url = parsed(text.trim());
    const secret = text.includes('@');
    if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === '')
      return { expected, secret };
    if (url.search !== '' || url.hash !== '') return { expected: `${expected}, without ? and #`, secret };
    if (!DATABASE.test(url.pathname))
      return { expected: `${expected}, with the number of a database`, secret };
    return { value: text.trim() };
  },
};

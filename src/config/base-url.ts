import type { Notation } from './reading.ts';

const expected = 'an http or https URL such as http://localhost:8000';

const parsed = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** The base URL of a stack, read without trailing slashes; one that carries credentials is never repeated. */
export const baseUrl: Notation<string> = {
  pattern: /^\s*https?:\/\/[^\s?#@]+$/,
  expected,
  read(text) {
    const url = parsed(text);
    const secret = text.includes('@');
    if (url === undefined || !/^https?:$/.test(url.protocol)) return { expected, secret };
    if (url.username !== '' || url.password !== '')
      return {
        expected: `${expected}, without credentials: name their variable in target.api_key_env`,
        secret,
      };
    if (url.search !== '' || url.hash !== '') return { expected: `${expected}, without ? and #`, secret };
    return { value: url.origin + url.pathname.replace(/\/+$/, '') };
  },
};

import { describe, expect, it } from 'vitest';
import { knownSecrets } from '../../domain/secrets/known.ts';
import type { Terminal } from '../terminal.ts';
import { type ServeFlags, serve } from './serve.ts';

const silent = { write: () => true };
const terminal: Terminal = {
  argv: [],
  env: {},
  stdout: silent,
  stderr: silent,
  cwd: () => '.',
  secrets: knownSecrets([]),
};
const usual: ServeFlags = { host: '127.0.0.1', port: '0', rateLimit: '60', llmCache: '0' };

describe('serve', () => {
  it.each<[Partial<ServeFlags>, string]>([
    [{ llmCache: 'many' }, '--llm-cache: found "many", expected a whole number'],
    [{ corsOrigin: ['http://localhost:5173', '*'] }, '--cors-origin: found "*", which is no http(s) origin'],
    [{ corsOrigin: ['http://a/page'] }, '--cors-origin: found "http://a/page", which is more than scheme'],
    [{ allowHost: ['eva.lan:80'] }, '--allow-host: found "eva.lan:80", expected a name without port'],
  ])('refuses %j and says what was expected', async (flags, message) => {
    await expect(serve({ ...usual, ...flags }, terminal, new AbortController().signal)).rejects.toThrow(
      message,
    );
  });
});

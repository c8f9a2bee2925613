import { describe, expect, it } from 'vitest';
import { upgradeKey } from '../http/api-key.ts';
import { subprotocols } from './subprotocols.js';

describe('the key on a socket', () => {
  it.each(['sesame', 'clé/à+~', '🔑 with blanks', '?>?>'])('arrives as it was typed: %s', (key) => {
    const offered = subprotocols(key);
    expect(offered[0]).toBe('ralph');
    expect(upgradeKey({ 'sec-websocket-protocol': offered.join(', ') })).toBe(key);
  });

  it('is not there where there is none', () => {
    expect(subprotocols(null)).toEqual(['ralph']);
  });
});

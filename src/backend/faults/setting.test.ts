import { describe, expect, it } from 'vitest';
import { faults } from './index.ts';
import { BadArgument, faultIds, readSetting, UnknownFault } from './setting.ts';

describe('readSetting', () => {
  it.each([
    ['tts-slow', 'tts-slow', 2000],
    ['tts-slow:3000', 'tts-slow', 3000],
    ['hang', 'hang', 0],
  ])('reads %s', (text, id, argument) => {
    const setting = readSetting(text);
    expect([setting.fault.id, setting.argument]).toEqual([id, argument]);
  });

  it.each(['', 'none', 'TTS-SLOW', 'tts_slow:5', ':5'])('knows no fault %j', (text) =>
    expect(() => readSetting(text)).toThrow(UnknownFault),
  );

  it.each([
    'tts-slow:',
    'tts-slow:0',
    'tts-slow:-1',
    'tts-slow:1e3',
    'tts-slow:60001',
    'hang:1',
    'tts-slow:5:5',
  ])('refuses the argument of %s', (text) => expect(() => readSetting(text)).toThrow(BadArgument));

  it('names those that share a word, or else all', () => {
    expect(() => readSetting('llm-slow')).toThrow(
      'found no fault "llm-slow", expected one such as chat-slow, health-slow, health-slow-in-company, llm-down, request-slow, slow-loris-body, stt-slow, tts-slow, ws-slow-first-token, ws-slow-to-stop',
    );
    expect(() => readSetting('nonsense')).toThrow(faultIds.join(', '));
  });
});

describe('faults', () => {
  it('say in one line what is seen, and name their argument', () => {
    for (const { about, argument } of faults) {
      expect(about).toMatch(/^[^\n]{10,110}$/);
      expect(/\bNt?h?\b/.test(about)).toBe(argument !== null);
    }
  });

  it('begin within their bounds', () => {
    for (const { argument } of faults) {
      if (argument === null) continue;
      expect(argument.default).toBeGreaterThanOrEqual(argument.min);
      expect(argument.default).toBeLessThanOrEqual(argument.max);
    }
  });
});

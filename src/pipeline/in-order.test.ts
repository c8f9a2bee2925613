import { expect, it } from 'vitest';
import { probes } from '../probes/index.ts';
import { inOrder } from './in-order.ts';

const order = (...probes: readonly (readonly [id: string, ...follows: string[]])[]): string =>
  inOrder(probes.map(([id, ...follows]) => ({ id, follows })))
    .map(({ id }) => id)
    .join(' ');

it('is that of the list, where nobody follows another', () => {
  expect(order(['b'], ['a'], ['c'])).toBe('b a c');
});

it('puts a probe right behind the last that it follows', () => {
  expect(order(['a'], ['s', 't', 'u'], ['t'], ['u'], ['v'])).toBe('a t u s v');
  expect(order(['s', 't'], ['r', 's'], ['t'])).toBe('t s r');
});

it('waits for nobody who is not asked, and for no circle', () => {
  expect(order(['s', 'gone'], ['a'])).toBe('s a');
  expect(order(['s', 't'], ['t', 's'], ['s2', 's2'])).toBe('s t s2');
});

it('no cold request of this run is warmed by another probe', () => {
  const asked: readonly string[] = inOrder(probes.filter(({ phase }) => phase === 'load')).map(
    ({ id }) => id,
  );
  for (const [cold, later] of [
    ['llm', 'llm_stream'],
    ['tts', 'stt'],
    ['tts', 'turn'],
    ['stt', 'voice'],
    ['stt', 'voice_socket'],
    ['llm', 'websocket'],
  ] as const)
    expect(asked.indexOf(cold), `${cold} before ${later}`).toBeLessThan(asked.indexOf(later));
});

it('nobody follows a probe that does not exist', () => {
  const ids: readonly string[] = probes.map(({ id }) => id);
  for (const probe of probes)
    if ('follows' in probe) expect(ids).toEqual(expect.arrayContaining([...(probe.follows ?? [])]));
});

import { expect, it } from 'vitest';
import { localise, same } from './text.ts';

it('picks one language at any depth, and copies the rest', () => {
  const value = {
    id: 'x',
    title: { en: 'Speech', fr: 'Parole' },
    steps: [{ text: same('ls') }, 3, null, undefined],
  };
  expect(localise(value, 'fr')).toEqual({
    id: 'x',
    title: 'Parole',
    steps: [{ text: 'ls' }, 3, null, undefined],
  });
  expect(localise(value, 'en').title).toBe('Speech');
});

it('takes only what has exactly these two languages for a text', () => {
  const value = { en: 'a', fr: 'b', de: 'c' };
  expect(localise(value, 'en')).toEqual(value);
  expect(localise({ en: 'a' }, 'en')).toEqual({ en: 'a' });
});

it('says the same in both languages where there is nothing to translate', () => {
  expect(same('9 ms')).toEqual({ en: '9 ms', fr: '9 ms' });
});

import { expect, test } from 'vitest';
import { figuresWithCommas, setFrenchPage, withCommas } from './french.ts';
import { localise, said } from './text.ts';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test.each([
  [
    'utilisation 0.4 % sous charge, 678 MiB / 49140 MiB (1.4 %)',
    'utilisation 0,4 % sous charge, 678 MiB / 49140 MiB (1,4 %)',
  ],
  ['attend 1.2 s, les suivantes 100 ms', 'attend 1,2 s, les suivantes 100 ms'],
  ['0.8–1 ms, médiane 0.9 ms', '0,8–1 ms, médiane 0,9 ms'],
  ['de 0.5–0.75 s', 'de 0,5–0,75 s'],
  ['+1.5 points', '+1,5 points'],
  ['RTF 0.67', 'RTF 0,67'],
  ['travail (RTFx) : 3.64', 'travail (RTFx) : 3,64'],
])('%s', (text, set) => {
  expect(plain(withCommas(text))).toBe(set);
});

test.each([
  'Python 3.12 sert',
  'PyTorch 2.9.1+cpu installé',
  'le pilote NVIDIA 580.95.05 fonctionne',
  'llama-3.3-70b-versatile',
  'à 2026-01-20T08:00:00.000Z',
  'http://127.0.0.1:8000 parle',
  'la pile dit "took 0.5 s"',
  'dit « in 0.5 s »',
  '`sleep 0.5 s`',
])('%s keeps its points', (text) => {
  expect(plain(withCommas(text))).toBe(text);
});

test('no line breaks before a unit or a high sign, nor inside quotation marks', () => {
  expect(setFrenchPage('Santé : 5 ms ; 2 % ! « oui »')).toBe(
    'Santé\u00a0: 5\u202fms\u202f; 2\u202f%\u202f! «\u00a0oui\u00a0»',
  );
  expect(setFrenchPage('**Où** : `a : b` dans :8000 et :')).toBe(
    '**Où**\u00a0: `a : b` dans :8000 et\u00a0:',
  );
});

test.each(['- [ ] !', '| ! |', '# ?', '- : a'])('%s keeps the space that makes it what it is', (line) => {
  expect(setFrenchPage(line)).toBe(line);
});

test('setting twice changes nothing', () => {
  const once = setFrenchPage('RTF 0.67 : 1.5–2.5 s ; « 3 % » ?');
  expect(setFrenchPage(once)).toBe(once);
});

test('what is the same in every language is set only where it is figures', () => {
  expect(plain(figuresWithCommas('0.8–1 ms'))).toBe('0,8–1 ms');
  expect(figuresWithCommas('ready in 0.5 s : ok')).toBe('ready in 0.5 s : ok');
});

test('of a page, what stands in a fence stays', () => {
  const fence = '```text\nmean : 0.5 s\n```';
  const long = '````md\n```\n0.5 s\n```\n0.5 s\n````';
  const inList = '1. ici\n\n   ```bash\n   sleep 0.5 s\n   ```';
  const page = `en 0.5 s\n\n${fence}\n\nen 0.5 s\n\n${long}\n\n${inList}\nen 0.5 s\n`;
  const set = setFrenchPage(page);
  expect(plain(set).split('0,5 s')).toHaveLength(4);
  for (const kept of [fence, long, inList]) expect(set).toContain(kept);
});

test('French is set where a text becomes French, and English is left alone', () => {
  const text = { en: '1.5 s: late', fr: '1.5 s : tard' };
  expect([said(text, 'en'), plain(said(text, 'fr'))]).toEqual(['1.5 s: late', '1,5 s : tard']);
  expect(localise({ a: [text] }, 'fr')).toEqual({ a: [said(text, 'fr')] });
  expect(said({ en: 'x : 0.5 s', fr: 'x : 0.5 s' }, 'fr')).toBe('x : 0.5 s');
});

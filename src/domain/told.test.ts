import { describe, expect, test } from 'vitest';
import { told } from './told.ts';

describe('a sentence from evidence', () => {
  test.each([
    ['no NVIDIA GPU on this machine', 'aucun GPU NVIDIA sur cette machine'],
    ['no end within 900 ms, after 3 tokens', 'pas de fin en 900 ms, après 3 tokens'],
    ['exit code 4', 'code de sortie 4'],
    ['exit code 4 and no summary: make: *** [x]', 'code de sortie 4 sans résumé : make: *** [x]'],
    ['no such folder: /a\nb', 'dossier introuvable : /a\nb'],
    [
      '2 test files or packages could not be loaded: No',
      '2 fichiers ou paquets de test impossibles à charger : No',
    ],
  ])('"%s" is said in French', (en, fr) => {
    expect(told(en)).toEqual({ en, fr });
  });

  test('what a stack or a tool said stays as it was', () => {
    for (const said of ['connect ECONNREFUSED 127.0.0.1:1', '', 'no end', '$& no token within 5 ms'])
      expect(told(said)).toEqual({ en: said, fr: said });
  });
});

test('every fixed reason that a probe gives for not asking has its French', async () => {
  const { readdir, readFile } = await import('node:fs/promises');
  const folder = new URL('../probes/', import.meta.url);
  const files = (await readdir(folder)).filter((name) => !/\.(test|fixture)\.ts$/.test(name));
  const sources = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  const reasons = [
    ...sources.join('\n').matchAll(/(?:unavailable:|ELSEWHERE =|problem:|message:)\s*'([^']+)'/g),
  ];
  expect(reasons.length).toBeGreaterThan(10);
  for (const [, reason = ''] of reasons) expect(told(reason).fr, reason).not.toBe(reason);
});

import { expect, test } from 'vitest';
import { knownSecrets } from '../domain/secrets/known.ts';
import { archivePlace } from './archive-place.ts';

const terminal = () => ({ cwd: () => '/home/her', secrets: knownSecrets([]) });

test.each([
  ['reviews', '/home/her/reviews'],
  ['/elsewhere', '/elsewhere'],
  ['postgres', '/home/her/postgres'],
  [' postgresql://ralph@db.example/ralph', 'postgresql://ralph@db.example/ralph'],
])('%j is %s', (named, place) => {
  expect(archivePlace(named, terminal())).toBe(place);
});

test('the password of a database is masked from then on, however it is written', () => {
  const { cwd, secrets } = terminal();
  archivePlace('postgres://ralph:correct%20horse@db.example/ralph', { cwd, secrets });
  const shown = secrets.mask('found "correct horse" at postgres://ralph:correct%20horse@db.example/ralph');
  expect(shown).not.toMatch(/correct.*horse/);
  expect(shown).toContain('db.example/ralph');
});

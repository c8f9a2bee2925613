import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDatabase, passwordsIn, shownPlace, withPassword } from './archive-place.ts';

test.each([
  ['postgres://ralph@db.example/ralph', true],
  ['postgresql:///ralph?host=/var/run/postgresql', true],
  ['POSTGRES://db', true],
  ['reviews', false],
  ['./postgres:', false],
  ['https://postgres/', false],
])('%s is a database: %s', (place, is) => {
  expect(isDatabase(place)).toBe(is);
});

test.each([
  ['postgres://ralph:hunter2@db.example/her', 'postgres://ralph@db.example/her', ['hunter2']],
  [
    'postgres://r:p%40ss@db:5433/her?sslmode=require',
    'postgres://r@db:5433/her?sslmode=require',
    ['p%40ss', 'p@ss'],
  ],
  [
    'postgres://db/her?user=r&password=x%20y&sslmode=require',
    'postgres://db/her?user=r&sslmode=require',
    ['x%20y', 'x y'],
  ],
  ['postgres://db/her?password=xyz', 'postgres://db/her', ['xyz']],
  ['postgres://r:100%@one,two/her', 'postgres://r@one,two/her', ['100%']],
  ['postgres://r@db/her', 'postgres://r@db/her', []],
  ['/home/a:b@c/reviews', '/home/a:b@c/reviews', []],
])('%s is shown as %s', (place, shown, passwords) => {
  expect(shownPlace(place)).toBe(shown);
  expect(passwordsIn(place)).toEqual(passwords);
});

test.each([
  'postgres://ralph:p@ss@db/her',
  'postgres://ralph:a:b/p@db/her',
  'postgres://ralph:/  p@db/her',
  'postgres://ralph:a?p@db/her',
  'postgres://ralph:secret/her',
  'postgres://ralph/her?password=a@b',
])('of %s, which is no address, only the beginning is shown', (place) => {
  expect(shownPlace(place)).toBe('postgres://ralph…');
});

test.each(['postgres:/ralph:secret@db/her', 'postgresql:/secret@db/her'])(
  'of %s, where a slash was forgotten, not even that',
  (place) => {
    expect(isDatabase(place)).toBe(true);
    expect(shownPlace(place)).toMatch(/^postgres(?:ql)?:\/…$/);
  },
);

test('a password that is written as it is, whatever it is made of, is never shown', () => {
  const password = fc.string({ minLength: 4 }).filter((each) => !'postgres://ralph@db/her'.includes(each));
  fc.assert(
    fc.property(password, (each) => {
      expect(shownPlace(`postgres://ralph:${each}@db/her`)).not.toContain(each);
    }),
  );
});

test('a password from elsewhere is used where the address has none', () => {
  expect(withPassword('postgres://r@db/her', 'a:b@c/d')).toBe('postgres://r:a%3Ab%40c%2Fd@db/her');
  expect(withPassword('postgres://r:own@db/her', 'other')).toBe('postgres://r:own@db/her');
  expect(withPassword('postgres://r@db/her', null)).toBe('postgres://r@db/her');
  expect(withPassword('postgres://db/her', 'of the user of this machine')).toBe(
    'postgres://db/her?password=of%20the%20user%20of%20this%20machine',
  );
  expect(withPassword('postgres:///her?host=/run', 'x')).toBe('postgres:///her?host=/run&password=x');
});

test('whatever a password is, it is found again and never shown', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.constantFrom('r@db', 'db'),
      (password, host) => {
        const place = withPassword(`postgres://${host}/her?sslmode=require`, password);
        expect(passwordsIn(place)).toContain(password);
        expect(shownPlace(place)).toBe(`postgres://${host}/her?sslmode=require`);
      },
    ),
  );
});

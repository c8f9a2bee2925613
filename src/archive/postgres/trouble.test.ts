import { describe, expect, test } from 'vitest';
import { ArchiveError, DocumentError } from '../archive-error.ts';
import { isPassing, refusalOf } from './trouble.ts';

const coded = (code: string): Error => Object.assign(new Error('what the server said'), { code });

describe('what passes', () => {
  test.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '40P01', '25P03', '53300'])(
    '%s',
    (code) => {
      expect(isPassing(coded(code))).toBe(true);
    },
  );
  test.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Query read timeout',
    'timeout exceeded when trying to connect',
    'Client has encountered a connection error and is not queryable',
  ])('%s', (message) => {
    expect(isPassing(new Error(message))).toBe(true);
  });
  test('what was refused because of it, while something was drawn', () => {
    expect(isPassing(refusalOf('postgres://db', 'cannot list its reviews', coded('57P01')))).toBe(true);
    expect(refusalOf('postgres://db', 'cannot list its reviews', coded('ECONNREFUSED'))).toHaveProperty(
      'isAway',
      true,
    );
    expect(refusalOf('postgres://db', 'cannot list its reviews', coded('28P01'))).toHaveProperty(
      'isAway',
      false,
    );
  });
});

describe('what does not', () => {
  test.each(['28P01', '3D000', '42501', '53100', '25006', '23505', '22P05', 'ENOTFOUND', 'EACCES'])(
    '%s',
    (code) => {
      expect(isPassing(coded(code))).toBe(false);
    },
  );
  test('a fault of ours, and what was refused for itself', () => {
    expect(isPassing(new TypeError('undefined is not a function'))).toBe(false);
    expect(isPassing(new ArchiveError('found a review of cycle 7'))).toBe(false);
    expect(isPassing('ECONNREFUSED')).toBe(false);
  });
});

test.each([
  ['ECONNREFUSED', 'nothing answers there: start the server, or correct the address'],
  ['28P01', 'the server does not let this user in'],
  ['3D000', 'it has no such database: create it, or name another one'],
  ['42501', 'this user has not the rights: grant them as docs/archive.md says'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is not trusted'],
  ['XX000', 'look into the log of the server, or name another place'],
])('%s is told with what to do: %s', (code, remedy) => {
  const refusal = refusalOf('postgres://db', 'cannot keep reviews there', coded(code));
  expect(refusal).toBeInstanceOf(ArchiveError);
  expect(String(refusal)).toContain(`postgres://db: cannot keep reviews there (${code}); ${remedy}`);
});

test('a password that is wanted and was not named', () => {
  const error = new Error('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string');
  expect(String(refusalOf('postgres://db', 'cannot keep reviews there', error))).toContain(
    'postgres://db: cannot keep reviews there (no password); the server wants one: name it',
  );
});

test('faults of ours stay what they are', () => {
  const fault = new TypeError('undefined is not a function');
  expect(refusalOf('postgres://db', 'cannot keep reviews there', fault)).toBe(fault);
  const refused = new ArchiveError('found a review of cycle 7');
  expect(refusalOf('postgres://db', 'cannot keep reviews there', refused)).toBe(refused);
});

test.each([
  ['22009', true],
  ['23505', true],
  ['54000', true],
  ['53100', false],
  ['42501', false],
])('%s is of one document alone: %s', (code, isOfDocument) => {
  const refusal = refusalOf('postgres://db', 'cannot keep reviews there', coded(code));
  expect(refusal instanceof DocumentError).toBe(isOfDocument);
});

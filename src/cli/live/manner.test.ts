import { expect, it } from 'vitest';
import { mannerOf } from './manner.ts';

const terminal = { isTTY: true, env: { TERM: 'xterm' }, quiet: false, motion: true, color: true };
const [pipe, person] = [
  { kind: 'lines', stamped: true },
  { kind: 'lines', stamped: false },
];
const live = { kind: 'live', color: true };

it.each([
  ['a terminal', {}, live],
  ['a terminal that says nothing of itself', { env: {} }, live],
  ['a pipe', { isTTY: false }, pipe],
  ['a terminal of CI', { env: { CI: 'true' } }, pipe],
  ['a terminal where CI is said to be no', { env: { CI: 'false' } }, live],
  ['a terminal that can only print', { env: { TERM: 'dumb' } }, person],
  ['--no-motion', { motion: false }, person],
  ['RALPH_MOTION=reduce', { env: { RALPH_MOTION: 'reduce' } }, person],
  ['RALPH_MOTION=OFF', { env: { RALPH_MOTION: 'OFF' } }, person],
  ['RALPH_MOTION=full', { env: { RALPH_MOTION: 'full' } }, live],
  ['--no-motion in a pipe', { motion: false, isTTY: false }, pipe],
  ['NO_COLOR', { env: { NO_COLOR: '1' } }, { kind: 'live', color: false }],
  ['an empty NO_COLOR', { env: { NO_COLOR: '' } }, live],
  ['--no-color', { color: false }, { kind: 'live', color: false }],
  ['--quiet', { quiet: true }, { kind: 'silent' }],
  ['--quiet in a pipe', { quiet: true, isTTY: false }, { kind: 'silent' }],
])('%s', (_, given, manner) => {
  expect(mannerOf({ ...terminal, ...given })).toEqual(manner);
});

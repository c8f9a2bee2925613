import { expect, it } from 'vitest';
import { statusOf } from './status.js';
import { after, type TurnEvent, type Turns } from './turns.js';

type Page = Parameters<typeof statusOf>[0];

const said = (words: string | null): TurnEvent => ({
  type: 'said',
  turn: { id: 0, by: 'typed', words, recognisedMs: null },
  at: 0,
});
const hush: TurnEvent = { type: 'hush' };
const turns = (...events: readonly TurnEvent[]) => events.reduce<Turns>(after, []);

it.each<[string, Partial<Page>]>([
  ['ready', {}],
  ['connecting', { link: 'connecting', listening: true }],
  ['away', { link: 'away', playing: true }],
  ['locked', { link: 'locked' }],
  ['limited', { limited: true }],
  ['listening', { listening: true, playing: true, limited: true }],
  ['hearing', { turns: turns(said(null)) }],
  ['thinking', { turns: turns(said('Hello')), limited: true }],
  ['speaking', { turns: turns(said('Hello')), playing: true }],
  ['speaking', { playing: true }],
  ['interrupted', { turns: turns(said('Hello'), hush) }],
])('is %s when %j', (status, page) => {
  expect(
    statusOf({ link: 'ready', limited: false, listening: false, playing: false, turns: [], ...page }),
  ).toBe(status);
});

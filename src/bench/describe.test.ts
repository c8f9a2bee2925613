import { expect, it } from 'vitest';
import { describe } from './describe.ts';

it('says who does what for how long', () => {
  const said = describe(
    { kind: 'ws-voice', says: 'recording' },
    { kind: 'closed', users: 1, thinkMs: 5 },
    4801.04,
  );
  expect(said).toBe('ws-voice with recordings, closed loop, 1 user, 0.005 s to think, 4.801 s');
  const visits = { kind: 'open', perSecond: 2, arrivals: 'constant', turns: 3, thinkMs: 500 } as const;
  expect(describe({ kind: 'get', path: '/x' }, visits, 2000)).toBe(
    'GET /x, open loop, 2/s (constant), 3 turns each, 0.5 s to think, 2 s',
  );
});

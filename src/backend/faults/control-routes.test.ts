import { describe, expect, it, vi } from 'vitest';
import { createApp } from '../http/app.ts';
import { controlRoutes, isLoopback } from './control-routes.ts';
import { switchboard } from './switchboard.ts';

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) =>
    expect(isLoopback(address)).toBe(true),
  );

  it.each(['192.0.2.1', '10.0.0.1', '0.0.0.0', '::', '::ffff:192.0.2.1', 'fe80::1', undefined])(
    '%s is not',
    (address) => expect(isLoopback(address)).toBe(false),
  );
});

function controls() {
  const [board, prove, log] = [switchboard(), vi.fn(async () => {}), vi.fn()];
  const app = createApp(() => {});
  controlRoutes(app, { board, prove, log });
  const ask = async (
    method: 'GET' | 'PUT' | 'DELETE',
    url: string,
    payload?: object | string,
    remoteAddress = '127.0.0.1',
  ) => {
    const sent = payload === undefined ? {} : { payload, headers: { 'content-type': 'application/json' } };
    const { statusCode, body } = await app.inject({ method, url, remoteAddress, ...sent });
    return { status: statusCode, body: JSON.parse(body) };
  };
  return { board, prove, log, ask };
}

describe('the control routes', () => {
  it('list every fault with what it does, takes and is', async () => {
    const { ask } = controls();
    await ask('PUT', '/faults/tts-slow', { argument: 3000 });
    const { status, body } = await ask('GET', '/faults');
    expect(status).toBe(200);
    expect(body.faults).toContainEqual({
      id: 'tts-slow',
      about: expect.stringContaining('N ms'),
      argument: { unit: 'ms', default: 2000, min: 1, max: 60_000 },
      active: true,
      value: 3000,
    });
    expect(body.faults).toContainEqual({
      id: 'hang',
      about: expect.any(String),
      argument: null,
      active: false,
      value: null,
    });
  });

  it('switch on with the usual argument, or another, and off again', async () => {
    const { ask, board, log } = controls();
    expect((await ask('PUT', '/faults/chat-slow')).body).toMatchObject({ active: true, value: 2000 });
    expect((await ask('PUT', '/faults/chat-slow', { argument: 5 })).body).toMatchObject({ value: 5 });
    expect((await ask('PUT', '/faults/chat-slow', {})).body).toMatchObject({ value: 2000 });
    expect(board.active()).toHaveLength(1);
    expect((await ask('DELETE', '/faults/chat-slow')).body).toMatchObject({ active: false, value: null });
    expect(board.active()).toEqual([]);
    expect(log.mock.calls.flat()).toContain('the fault chat-slow is off');
  });

  it('have the engines used when the last fault goes off, not before', async () => {
    const { ask, prove } = controls();
    await ask('PUT', '/faults/hang');
    await ask('PUT', '/faults/reset');
    await ask('DELETE', '/faults/hang');
    expect(prove).not.toHaveBeenCalled();
    await ask('DELETE', '/faults/reset');
    expect(prove).toHaveBeenCalledTimes(1);
  });

  it('switch all off at once', async () => {
    const { ask, board, prove } = controls();
    await ask('PUT', '/faults/hang');
    await ask('PUT', '/faults/reset');
    const { body } = await ask('DELETE', '/faults');
    expect(body.faults.some(({ active }: { active: boolean }) => active)).toBe(false);
    expect(board.active()).toEqual([]);
    expect(prove).toHaveBeenCalledTimes(1);
  });

  it('name near ids to a wrong one', async () => {
    const { ask } = controls();
    for (const method of ['PUT', 'DELETE'] as const) {
      expect(await ask(method, '/faults/chat-sloww')).toEqual({
        status: 404,
        body: {
          detail: expect.stringMatching(/found no fault "chat-sloww", expected one such as .*chat-slow/),
        },
      });
    }
  });

  it.each([
    ['tts-slow', { argument: 0 }, 'expected a whole number of ms from 1 to 60000'],
    ['tts-slow', { argument: 60_001 }, 'found 60001'],
    ['tts-slow', { argument: 1.5 }, 'found 1.5'],
    ['tts-slow', { argument: '5' }, 'found "5"'],
    ['tts-slow', { argument: null }, 'found null'],
    ['tts-slow', { arg: 5 }, 'found "arg", expected "argument" alone'],
    ['tts-slow', '5', 'expected {"argument":…}'],
    ['hang', { argument: 5 }, 'expected no argument'],
  ])('refuse %s with %j', async (id, payload, words) => {
    const { ask, board } = controls();
    const { status, body } = await ask('PUT', `/faults/${id}`, payload);
    expect({ status, body }).toEqual({ status: 400, body: { detail: expect.stringContaining(words) } });
    expect(board.active()).toEqual([]);
  });

  it('are not there for another machine', async () => {
    const { ask, board } = controls();
    const nothing = { status: 404, body: { detail: 'no such route' } };
    expect(await ask('GET', '/faults', undefined, '192.0.2.1')).toEqual(nothing);
    expect(await ask('PUT', '/faults/hang', undefined, '192.0.2.1')).toEqual(nothing);
    expect(await ask('DELETE', '/faults', undefined, '192.0.2.1')).toEqual(nothing);
    expect(board.active()).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { interpreterOf, loopbackPort, servingProcess } from './interpreter.ts';
import { scripted } from './scripted-host.ts';

const process = (pid: number, program: string | null) => ({ pid, startedAt: null, program });

describe('loopbackPort', () => {
  it.each([
    ['http://localhost:8000', 8000],
    ['http://127.0.0.1:3000/base', 3000],
    ['http://127.1.2.3:81', 81],
    ['http://[::1]:9000', 9000],
    ['http://0.0.0.0:8000', 8000],
    ['http://localhost', 80],
    ['https://localhost', 443],
    ['http://stack.example:8000', null],
    ['http://10.0.0.1:8000', null],
    ['http://127.0.0.1.example:8000', null],
    ['nonsense', null],
  ])('%s → %s', (url, port) => {
    expect(loopbackPort(url)).toBe(port);
  });
});

describe('servingProcess', () => {
  const { context } = scripted({
    listeners: { 8000: process(7, '/usr/bin/node') },
    processes: { 42: process(42, '/opt/venv/bin/python3') },
  });
  const { machine } = context.host;

  it('is the process that ralph was told of, even when that is gone', async () => {
    expect(await servingProcess({ pid: 42, url: 'http://localhost:8000' }, machine)).toMatchObject({
      pid: 42,
    });
    expect(await servingProcess({ pid: 43, url: 'http://localhost:8000' }, machine)).toBeNull();
  });

  it('is otherwise the listener, on this machine only', async () => {
    expect(await servingProcess({ pid: null, url: 'http://localhost:8000' }, machine)).toMatchObject({
      pid: 7,
    });
    expect(await servingProcess({ pid: null, url: 'http://localhost:8001' }, machine)).toBeNull();
    expect(await servingProcess({ pid: null, url: 'http://far.example:8000' }, machine)).toBeNull();
  });
});

describe('interpreterOf', () => {
  it.each([
    ['/usr/bin/python', true],
    ['/opt/venv/bin/python3', true],
    ['/opt/venv/bin/python3.11', true],
    ['/opt/python3/bin/node', false],
    ['/usr/bin/python3-config', false],
    ['/usr/bin/ipython', false],
  ])('takes the process’ program %s: %s', (program, isPython) => {
    expect(interpreterOf({ python: null }, { program })).toBe(isPython ? program : null);
  });

  it('takes the configured one before any other', () => {
    expect(interpreterOf({ python: 'py' }, { program: '/usr/bin/python' })).toBe('py');
  });

  it('knows none without a process or its program', () => {
    expect(interpreterOf({ python: null }, null)).toBeNull();
    expect(interpreterOf({ python: null }, { program: null })).toBeNull();
  });
});

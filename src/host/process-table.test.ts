import { afterEach, expect, it, vi } from 'vitest';
import {
  isoTime,
  tableFacts,
  tableListener,
  tableLoad,
  tableRelatives,
  tableResidentMib,
} from './process-table.ts';

const system = vi.hoisted(() => ({ processes: vi.fn(), networkConnections: vi.fn() }));
vi.mock('systeminformation', () => ({ default: system }));

afterEach(() => vi.resetAllMocks());

const uvicorn = {
  pid: 42,
  started: '2026-01-20 13:00:00',
  command: '/opt/stack/venv/bin/python',
  path: '/usr/bin',
};

it('finds a process by the port it listens on', async () => {
  system.processes.mockResolvedValue({ list: [{ ...uvicorn, pid: 41 }, uvicorn] });
  system.networkConnections.mockResolvedValue([
    { localPort: '8000', state: 'ESTABLISHED', pid: 41 },
    { localPort: '80', state: 'LISTEN', pid: 41 },
    { localPort: '8000', state: 'LISTEN', pid: 42 },
  ]);
  const facts = { pid: 42, startedAt: isoTime(uvicorn.started), program: '/opt/stack/venv/bin/python' };
  expect(await tableListener(8000)).toEqual(facts);
  expect(await tableListener(9000)).toBeNull();
});

it('takes no program for known that is not a path', async () => {
  system.processes.mockResolvedValue({ list: [{ ...uvicorn, command: 'python', path: '' }] });
  expect(await tableFacts(42)).toMatchObject({ program: null });
  expect(await tableFacts(43)).toBeNull();
});

it('adds up what a process and all that came of it hold', async () => {
  const process = (pid: number, parentPid: number, memRss: number) => ({ pid, parentPid, memRss });
  system.processes.mockResolvedValue({
    list: [process(44, 43, 1024), process(42, 1, 2048), process(43, 42, 4096), process(50, 1, 8192)],
  });
  expect(await tableResidentMib(42)).toBe(7);
  expect(await tableResidentMib(7)).toBeNull();
  expect((await tableRelatives(42)).toSorted()).toEqual([42, 43, 44]);
  expect(await tableRelatives(7)).toEqual([]);
});

it('reads local time', () => {
  expect(isoTime('2026-01-20 13:00:00')).toBe(new Date(2026, 0, 20, 13).toISOString());
  expect(isoTime('')).toBeNull();
});

it('counts what the cores did, and cannot tell for whom', async () => {
  const { busyS, totalS, processes, swappedPages } = await tableLoad();
  expect(busyS).toBeGreaterThan(0);
  expect(totalS).toBeGreaterThan(busyS);
  expect([processes, swappedPages]).toEqual([null, null]);
});

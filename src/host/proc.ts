import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { ProcessFacts } from '../domain/machine.ts';
import { linkAt, namesAt, textAt } from './proc-files.ts';
import { type ProcStat, readProcStat } from './proc-stat.ts';

const LISTENING = '0A';
const CONNECTED = '01';

/** A file for which the kernel looks into the memory of the process, which may make it wait. */
const readOrEmpty = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
const realOrNull = (path: string): Promise<string | null> => realpath(path).catch(() => null);

/** Inodes of the sockets that listen on `port`, out of a table in the format of /proc/net/tcp. */
export function listeningInodes(table: string, port: number): string[] {
  const local = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTENING && fields[1]?.endsWith(`:${local}`))
    .flatMap((fields) => fields[9] ?? []);
}

/** Loopback as these tables write it: IPv4, IPv6, and IPv4 inside IPv6. */
const LOOPBACK = /^(?:[\dA-F]{6}7F|0{24}01000000|0{16}FFFF0000[\dA-F]{6}7F):([\dA-F]{4})$/;

/** Ports of this machine that the sockets with these inodes are connected to. */
export function connectedPorts(table: string, inodes: ReadonlySet<string>): number[] {
  const ports = table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === CONNECTED && inodes.has(fields[9] ?? ''))
    .flatMap((fields) => LOOPBACK.exec(fields[2] ?? '')?.[1] ?? []);
  return [...new Set(ports)].map((port) => Number.parseInt(port, 16));
}

/** Inodes of the sockets that a process holds; empty where that is not ours to see. */
const socketInodes = (pid: number): readonly string[] =>
  namesAt(`/proc/${pid}/fd`).flatMap(
    (descriptor) => /^socket:\[(\d+)\]$/.exec(linkAt(`/proc/${pid}/fd/${descriptor}`) ?? '')?.[1] ?? [],
  );

const holdsOneOf = (pid: string, sockets: ReadonlySet<string>): boolean =>
  namesAt(`/proc/${pid}/fd`).some((descriptor) => sockets.has(linkAt(`/proc/${pid}/fd/${descriptor}`) ?? ''));

const tables = (): readonly string[] => ['/proc/net/tcp', '/proc/net/tcp6'].map(textAt);

function startedAt(stat: ProcStat): string | null {
  const boot = /^btime (\d+)$/m.exec(textAt('/proc/stat'))?.[1];
  return boot === undefined ? null : new Date((Number(boot) + stat.startedS) * 1000).toISOString();
}

/** Where a program called as `name` may lie: of the environment only PATH is read. */
async function candidates(pid: number, name: string): Promise<string[]> {
  if (isAbsolute(name)) return [name];
  if (name.includes('/')) return [join(linkAt(`/proc/${pid}/cwd`) ?? '/', name)];
  const environment = (await readOrEmpty(`/proc/${pid}/environ`)).split('\0');
  const path = environment.find((entry) => entry.startsWith('PATH='))?.slice('PATH='.length) ?? '';
  return path.split(':').map((folder) => join(folder, name));
}

/** The program by the name it was called by: a virtual environment's interpreter is a link to another one. */
async function program(pid: number): Promise<string | null> {
  const link = linkAt(`/proc/${pid}/exe`);
  const executable = link === null ? null : link.replace(/ \(deleted\)$/, '');
  const [name = ''] = (await readOrEmpty(`/proc/${pid}/cmdline`)).split('\0');
  if (name === '') return executable;
  for (const candidate of await candidates(pid, name)) {
    const real = await realOrNull(candidate);
    if (real !== null && (executable === null || real === executable)) return candidate;
  }
  return executable;
}

/** A process of this Linux machine; null when there is none with this id. */
export async function procFacts(pid: number): Promise<ProcessFacts | null> {
  const stat = readProcStat(textAt(`/proc/${pid}/stat`));
  return stat && { pid, startedAt: startedAt(stat), program: await program(pid) };
}

/** The process that listens on a TCP port; of several that share the socket, the one that started first. */
export async function procListener(port: number): Promise<ProcessFacts | null> {
  const inodes = tables().flatMap((table) => listeningInodes(table, port));
  if (inodes.length === 0) return null;
  const sockets = new Set(inodes.map((inode) => `socket:[${inode}]`));
  const found: ProcessFacts[] = [];
  for (const name of namesAt('/proc')) {
    if (!/^\d+$/.test(name) || !holdsOneOf(name, sockets)) continue;
    const facts = await procFacts(Number(name));
    if (facts) found.push(facts);
  }
  found.sort((a, b) => (a.startedAt ?? '').localeCompare(b.startedAt ?? '') || a.pid - b.pid);
  return found[0] ?? null;
}

/** The processes that listen on the ports of this machine which any of `pids` is connected to; null: one is hidden. */
export async function procServers(pids: readonly number[]): Promise<readonly number[] | null> {
  const inodes = new Set(pids.flatMap(socketInodes));
  const ports = new Set(tables().flatMap((table) => connectedPorts(table, inodes)));
  const found = new Set<number>();
  for (const port of ports) {
    // Who is connected from a port, as whoever asks the stack is, does not listen on it.
    if (tables().every((table) => listeningInodes(table, port).length === 0)) continue;
    const server = await procListener(port);
    if (server === null) return null;
    if (!pids.includes(server.pid)) found.add(server.pid);
  }
  return [...found];
}

import { linkAt, namesAt, textAt } from './proc-files.ts';

/** A TCP port on which somebody of this machine takes connections from it. */
export interface Listening {
  readonly port: number;
  /** Null where the platform does not tell, or the process is another user's. */
  readonly pid: number | null;
  /** Folder in which the process was started; null where that is not ours to see. */
  readonly folder: string | null;
}

const LISTENING = '0A';

/** Loopback and "any", as the tables of the kernel write them: IPv4, IPv6, and IPv4 inside IPv6. */
const REACHED = /^(?:00000000|[\dA-F]{6}7F|0{32}|0{24}01000000|0{16}FFFF0000[\dA-F]{6}7F):([\dA-F]{4})$/;

/** Port → inodes of the sockets that listen on it, out of a table in the format of /proc/net/tcp. */
export function listeningPorts(table: string): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const line of table.split('\n')) {
    const fields = line.trim().split(/\s+/);
    const port = fields[3] === LISTENING ? REACHED.exec(fields[1] ?? '')?.[1] : undefined;
    if (port === undefined) continue;
    const number = Number.parseInt(port, 16);
    found.set(number, [...(found.get(number) ?? []), fields[9] ?? '']);
  }
  return found;
}

/** Inode of each socket → the process that holds it, the oldest of several. */
function holders(): Map<string, number> {
  const found = new Map<string, number>();
  const pids = namesAt('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  for (const pid of pids.toSorted((a, b) => b - a))
    for (const descriptor of namesAt(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(linkAt(`/proc/${pid}/fd/${descriptor}`) ?? '')?.[1];
      if (inode !== undefined) found.set(inode, pid);
    }
  return found;
}

function ofProc(): Listening[] {
  const ports = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => [...listeningPorts(textAt(file))]);
  const pids = holders();
  const all = new Map(
    ports.map(([port, inodes]) => [port, inodes.map((inode) => pids.get(inode)).find(Boolean) ?? null]),
  );
  return [...all].map(([port, pid]) => ({
    port,
    pid,
    folder: pid === null ? null : linkAt(`/proc/${pid}/cwd`),
  }));
}

async function ofTable(): Promise<Listening[]> {
  const { default: system } = await import('systeminformation');
  const found = await system.networkConnections();
  const ports = found
    .filter(
      ({ state, localAddress }) => state === 'LISTEN' && /^(?:127\.|0\.0\.0\.0|\*|::)/.test(localAddress),
    )
    .map(({ localPort, pid }) => [Number(localPort), pid || null] as const);
  return [...new Map(ports)].map(([port, pid]) => ({ port, pid, folder: null }));
}

/** Every port of this machine that can be reached over loopback, in order. */
export async function listening(): Promise<readonly Listening[]> {
  const found = process.platform === 'linux' ? ofProc() : await ofTable();
  return found.toSorted((a, b) => a.port - b.port);
}

import type { Host } from '../domain/host.ts';
import { createClock } from './clock.ts';
import { createCommands } from './commands.ts';
import { createFiles } from './files.ts';
import { createGpu } from './gpu.ts';
import { createHttp } from './http.ts';
import { createMachine } from './machine.ts';
import { createOwnDelay } from './own-delay.ts';
import { createSockets } from './sockets.ts';
import { createTcp } from './tcp.ts';

/**
 * The real host, whose clock is `aheadMs` ahead; `close` ends every command that still runs and every connection that
 * waits for its next use.
 */
export function createHost(aheadMs = 0): { readonly host: Host; close(): Promise<void> } {
  const clock = createClock(aheadMs);
  const http = createHttp(clock);
  const commands = createCommands(clock);
  const ownDelay = createOwnDelay(clock);
  const host: Host = {
    clock,
    http: ownDelay.ofHttp(http),
    sockets: ownDelay.ofSockets(createSockets(clock)),
    tcp: ownDelay.ofSockets(createTcp(clock)),
    ownDelay,
    commands,
    gpu: createGpu({ commands, clock }),
    machine: createMachine(),
    files: createFiles(),
  };
  const close = async (): Promise<void> => {
    await Promise.all([commands.killAll(), http.close()]);
  };
  return { host, close };
}

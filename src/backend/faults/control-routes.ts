import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { RequestRefused } from '../failures.ts';
import type { App } from '../http/app.ts';
import { BadArgument, faultOf, type Setting, settingOf, UnknownFault } from './setting.ts';
import type { Switchboard } from './switchboard.ts';

/** Where faults are listed and switched. */
export const controlPath = '/faults';

interface Controls {
  readonly board: Switchboard;
  /** Uses every engine once. */
  prove(): Promise<void>;
  log(line: string): void;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address is this machine's own, IPv4 inside IPv6 included. */
export const isLoopback = (address: string | undefined): boolean =>
  address !== undefined && loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Says of a wrong id that there is none, and of a wrong argument what is expected. */
function explained<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownFault) throw new RequestRefused(404, error.message);
    if (error instanceof BadArgument) throw new RequestRefused(400, error.message);
    throw error;
  }
}

/** The fault in the path with the argument in the body, which may be missing. */
function wanted(id: string, body: unknown): Setting {
  const fault = faultOf(id);
  if (body === undefined || body === null) return settingOf(fault, undefined);
  if (typeof body !== 'object') throw new RequestRefused(400, 'found no object, expected {"argument":…}');
  const { argument, ...others } = { argument: undefined, ...body };
  const [other] = Object.keys(others);
  if (other !== undefined) throw new RequestRefused(400, `found "${other}", expected "argument" alone`);
  return settingOf(fault, argument);
}

/**
 * `GET /faults`, `PUT /faults/:id` with `{"argument":n}` or nothing, `DELETE /faults/:id` and `DELETE /faults`, for
 * clients on this machine; to others there are no such routes. When the last fault goes off, every engine is used
 * once before that is answered, so that health forgets what only a fault had proved.
 */
export function controlRoutes(app: App, { board, prove, log }: Controls): void {
  const onRequest = async ({ socket }: FastifyRequest) => {
    if (!isLoopback(socket.remoteAddress)) throw new RequestRefused(404, 'no such route');
  };
  const stateOf = (id: string) => board.states().find((state) => state.id === id);
  const settled = async () => {
    if (board.active().length === 0) await prove();
  };
  type OfOne = { Params: { id: string } };

  app.get(controlPath, { onRequest }, () => ({ faults: board.states() }));
  app.delete(controlPath, { onRequest }, async () => {
    board.offAll();
    log('all faults are off');
    await settled();
    return { faults: board.states() };
  });
  app.put<OfOne>(`${controlPath}/:id`, { onRequest }, async ({ params, body }) => {
    const setting = explained(() => wanted(params.id, body));
    board.on(setting);
    log(`the fault ${setting.fault.id} is on`);
    return stateOf(setting.fault.id);
  });
  app.delete<OfOne>(`${controlPath}/:id`, { onRequest }, async ({ params }) => {
    const { id } = explained(() => faultOf(params.id));
    board.off(id);
    log(`the fault ${id} is off`);
    await settled();
    return stateOf(id);
  });
}

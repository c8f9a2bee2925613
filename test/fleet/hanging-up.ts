import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** The address of the same server, behind something that hangs up on the so-many-th who comes, and on nobody else. */
export async function hangingUpOn(which: number, port: number): Promise<string> {
  let come = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (++come === which) return void socket.destroy();
    const through = connect(port, '127.0.0.1').on('error', () => {});
    socket.pipe(through).pipe(socket);
    socket.on('close', () => through.destroy());
    through.on('close', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

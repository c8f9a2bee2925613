import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { listening, listeningPorts } from './listening.ts';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1
   1: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 222 1
   2: 0A00000A:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1
   3: 0100007F:1F40 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 444 1
   4: 00000000000000000000000001000000:22B8 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 555 1
   5: 00000000000000000000000000000000:1F40 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 666 1
`;

it('reads off the tables who is reached over loopback: listeners alone, IPv4 and IPv6', () => {
  expect([...listeningPorts(TABLE)]).toEqual([
    [8000, ['111', '666']],
    [3000, ['222']],
    [8888, ['555']],
  ]);
});

it.skipIf(process.platform !== 'linux')(
  'finds a server of this machine, its process and its folder',
  async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const found = (await listening()).filter((each) => each.port === port);
    expect(found).toEqual([{ port, pid: process.pid, folder: process.cwd() }]);
  },
);

import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A way to a server of this machine that can be cut in the middle. */
export async function startProxy(port: number) {
  const open = new Set<Socket>();
  /** Looks at what a client sends before the server does; true: the answer is lost, and the connection with it. */
  let losesAnswer: (sent: Buffer) => boolean = () => false;
  const server = createServer((client) => {
    const behind = createConnection(port, '127.0.0.1');
    let isLosing = false;
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        behind.destroy();
      });
    }
    client.on('data', (sent) => {
      isLosing ||= losesAnswer(sent);
      behind.write(sent);
    });
    behind.on('data', (answer) => {
      if (isLosing) client.destroy();
      else client.write(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    /** The answer to the first sending of which this is true never arrives. */
    loseAnswerTo(what: string): void {
      losesAnswer = (sent) => {
        if (!sent.includes(what)) return false;
        losesAnswer = () => false;
        return true;
      };
    },
    /** Ends of connections that nobody closed. */
    open: () => [...open].filter((socket) => !socket.destroyed).length,
    /** Ends all connections as they are now. */
    cut(): void {
      for (const socket of open) socket.destroy();
    },
    close(): void {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}

import { createServer, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { listening } from './listening.ts';

/** What a server behind it was asked, as it lay on the wire. */
export interface Overheard {
  readonly line: string;
  readonly traceparent: string | undefined;
  readonly body: string;
  /** When its head came, by the clock of the wall. */
  readonly atMs: number;
}

const lineOf = ({ method, url }: IncomingMessage): string =>
  `${method} ${new URL(url ?? '', 'http://any').pathname}`;

/** Stands in front of a stack on a port of its own, hands everything on, HTTP and sockets, and notes what was asked. */
export async function overhear(url: string) {
  const asked: Overheard[] = [];
  const { hostname, port } = new URL(url);
  const note = (message: IncomingMessage, body = ''): void => {
    const { traceparent } = message.headers;
    asked.push({ line: lineOf(message), traceparent: traceparent?.toString(), body, atMs: Date.now() });
  };
  const server = createServer((incoming, outgoing) => {
    const pieces: Buffer[] = [];
    const on = { hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers };
    const onward = request(on, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => note(incoming, Buffer.concat(pieces).toString()));
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on('upgrade', (incoming, socket, head) => {
    note(incoming);
    const onward = connect(Number(port), hostname, () => {
      const headers = incoming.rawHeaders.flatMap((name, at) =>
        at % 2 === 0 ? [`${name}: ${incoming.rawHeaders[at + 1]}`] : [],
      );
      onward.write(`${[`GET ${incoming.url} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return { ...(await listening(server)), asked };
}

import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import type { Works } from './fault.ts';

type Relay = (pieces: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;

/** Has the pieces of a body that a route writes by itself go through `relay`; a body given whole leaves as it is. */
function relay(raw: ServerResponse, through: Relay): void {
  const [write, end] = [raw.write.bind(raw), raw.end.bind(raw)];
  const written = new PassThrough({ objectMode: true });
  let isStreamed = false;

  async function send() {
    for await (const piece of through(written)) write(piece);
    end();
  }

  raw.write = (piece: string | Uint8Array) => {
    if (!isStreamed) send().catch(() => raw.destroy());
    isStreamed = true;
    return written.write(Buffer.from(piece as Uint8Array));
  };
  raw.end = ((...args: Parameters<typeof end>) => {
    if (!isStreamed) return end(...args);
    written.end();
    return raw;
  }) as typeof raw.end;
  raw.once('close', () => written.destroy());
}

/** Changes how the streamed bodies of these routes leave. */
export const relaying =
  (paths: readonly string[], through: Relay) =>
  (honest: Works['request']): Works['request'] =>
  async (request, reply) => {
    const came = await honest(request, reply);
    if (paths.includes(request.routeOptions.url ?? '')) relay(reply.raw, through);
    return came;
  };

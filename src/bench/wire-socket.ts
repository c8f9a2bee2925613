import { createHash, randomBytes } from 'node:crypto';
import { channel } from 'node:diagnostics_channel';
import { connect, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { clientFrame, frameReader, OPCODES } from './frames.ts';

/** Whoever a socket is for at the moment. */
export interface SocketEars {
  opened(): void;
  /** As {@link heard}, of a text that is still where it was read; true where that is all that is wanted of it. */
  glimpse?(bytes: Buffer, from: number, to: number, atMs: number): boolean;
  /** `atMs` was taken as the first thing in the callback of the socket. */
  heard(frame: string | Uint8Array, atMs: number): void;
  /** The end, in a few words of ours: "closed with 1006", "HTTP 403". */
  closed(reason: string): void;
}

export interface SocketOpening {
  readonly headers: Readonly<Record<string, string>>;
  /** Said before anything else, once the socket is open. */
  readonly introduction?: string | undefined;
}

/** Published for each read of any socket where somebody listens, so that stamps can be checked from outside. */
const reads = channel('ralph:bench:read');
const lastRead = { bytes: Buffer.alloc(0), length: 0, atMs: 0 };

/** All sockets are read into the same bytes, one after the other: nothing is made for each read. */
const shared = Buffer.allocUnsafeSlow(64 * 1024);

const MOST_FRAME_BYTES = 16 * 1024 * 1024;
const MOST_HEAD_BYTES = 16 * 1024;
const HEAD_END = '\r\n\r\n';
const UUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const [NORMAL, LOST] = [1000, 1006];

/**
 * A client's WebSocket (RFC 6455, no extensions) for thousands at a time. `ws` spends on each small frame twice what
 * reading it takes here, and at 4,000 talking sockets it is that which a time stamp waits for.
 */
export class WireSocket {
  ears: SocketEars | null = null;
  #socket: Socket;
  #state: 'opening' | 'open' | 'over' = 'opening';
  #key = randomBytes(16).toString('base64');
  #head = Buffer.alloc(0);
  #read = frameReader(
    {
      glimpse: (bytes, from, to, atMs) => this.ears?.glimpse?.(bytes, from, to, atMs) ?? false,
      message: (data, atMs) => this.ears?.heard(data, atMs),
      ping: (data) => this.#write(OPCODES.pong, data),
      close: (code) => this.#leave(code, `closed with ${code}`),
    },
    MOST_FRAME_BYTES,
  );
  readonly #over: () => void;
  readonly #introduction: string | undefined;

  /** `url` as of http: or https:. `over` is called once, when the socket is gone for good. */
  constructor(url: URL, { headers, introduction }: SocketOpening, over: () => void) {
    this.#over = over;
    this.#introduction = introduction;
    const secure = url.protocol === 'https:';
    const to = {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (secure ? 443 : 80)),
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (bytes: number) => {
          const atMs = performance.now();
          if (reads.hasSubscribers) {
            [lastRead.bytes, lastRead.length, lastRead.atMs] = [shared, bytes, atMs];
            reads.publish(lastRead);
          }
          if (this.#state === 'open') this.#read(shared, bytes, atMs);
          else if (this.#state === 'opening') this.#shake(shared.subarray(0, bytes), atMs);
          return true;
        },
      },
    };
    this.#socket = secure ? connectSecurely({ ...to, servername: to.host }) : connect(to);
    const fields = {
      host: url.host,
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-version': '13',
      'sec-websocket-key': this.#key,
      ...headers,
    };
    const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
    this.#socket.write(
      [`GET ${url.pathname}${url.search} HTTP/1.1`, ...lines].join('\r\n') + HEAD_END,
      'latin1',
    );
    // What it means is said by the close that follows.
    this.#socket.on('error', () => {});
    this.#socket.once('close', () => this.#end(`closed with ${LOST}`));
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  send(data: string | Uint8Array): void {
    if (typeof data === 'string') this.#write(OPCODES.text, Buffer.from(data));
    else this.#write(OPCODES.binary, data);
  }

  /** Says goodbye and hangs up. */
  close(): void {
    if (this.#state === 'open') this.#leave(NORMAL, `closed with ${NORMAL}`);
    else this.terminate();
  }

  terminate(): void {
    this.#end(`closed with ${LOST}`);
    this.#socket.destroy();
  }

  #write(opcode: number, payload: Uint8Array): void {
    if (this.#state === 'open') this.#socket.write(clientFrame(opcode, payload, randomBytes(4)));
  }

  #leave(code: number, reason: string): void {
    const said = Buffer.allocUnsafe(2);
    // 1005 and 1006 are never sent.
    said.writeUInt16BE(code === 1005 || code === LOST ? NORMAL : code);
    this.#write(OPCODES.close, said);
    this.#end(reason);
    this.#socket.end(() => this.#socket.destroy());
  }

  #end(reason: string): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#over();
    this.ears?.closed(reason);
  }

  /** Reads the answer to the upgrade; what follows it are frames. */
  #shake(piece: Buffer, atMs: number): void {
    this.#head = Buffer.concat([this.#head, piece]);
    const end = this.#head.indexOf(HEAD_END);
    if (end < 0 && this.#head.length < MOST_HEAD_BYTES) return;
    const [status = '', ...fields] = this.#head
      .toString('latin1', 0, end < 0 ? undefined : end)
      .split('\r\n');
    const code = /^HTTP\/1\.\d (\d{3})/.exec(status)?.[1] ?? '0';
    const accept = createHash('sha1').update(`${this.#key}${UUID}`).digest('base64');
    const accepted = fields.some((field) => {
      const [name = '', ...value] = field.split(':');
      return name.toLowerCase() === 'sec-websocket-accept' && value.join(':').trim() === accept;
    });
    if (code !== '101' || !accepted) {
      this.#end(code === '101' ? 'no WebSocket' : `HTTP ${code}`);
      this.#socket.destroy();
      return;
    }
    const frames = this.#head.subarray(end + HEAD_END.length);
    this.#head = Buffer.alloc(0);
    this.#state = 'open';
    if (this.#introduction !== undefined) this.send(this.#introduction);
    this.ears?.opened();
    if (frames.length > 0) this.#read(frames, frames.length, atMs);
  }
}

/** What a server says, in the callback of the socket that brought the end of it. */
export interface Heard {
  /** Offered the bytes of a text in one piece, which are read over afterwards; true where no more needs to be made of it. */
  glimpse(bytes: Buffer, from: number, to: number, atMs: number): boolean;
  /** Text as a string, other bytes as a copy of one's own. */
  message(data: string | Uint8Array, atMs: number): void;
  ping(data: Uint8Array): void;
  /** The server's code, or the one with which to leave a server that breaks the protocol; nothing is read after it. */
  close(code: number): void;
}

const [CONTINUED, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10];
const [NO_STATUS, BROKEN, TOO_BIG] = [1005, 1002, 1009];
const FINAL = 0x80;
const MASKED = 0x80;
const RESERVED = 0x70;
const MOST_CONTROL_BYTES = 125;
/** Each costs more to keep than a byte of it says. */
const MOST_PARTS = 100_000;

/**
 * Reads the frames of a server (RFC 6455, 5.2) out of pieces, the first `length` bytes of a buffer, that may be cut
 * anywhere and are not kept: the buffer is read into again. Bytes that are no UTF-8 become U+FFFD.
 */
export function frameReader(
  heard: Heard,
  mostBytes: number,
): (bytes: Buffer, length: number, atMs: number) => void {
  let held: Buffer[] = [];
  let heldBytes = 0;
  /** So many bytes there have to be before anything more can be said of them. */
  let wanted = 2;
  let parts: Buffer[] | null = null;
  let partBytes = 0;
  let partsAreText = false;
  let over = false;

  function leave(code: number): void {
    over = true;
    heard.close(code);
  }

  function control(opcode: number, payload: Buffer): void {
    if (opcode === PING) heard.ping(Buffer.from(payload));
    else if (opcode === CLOSE) leave(payload.length < 2 ? NO_STATUS : payload.readUInt16BE(0));
    else if (opcode !== PONG) leave(BROKEN);
  }

  function part(payload: Buffer, final: boolean, atMs: number): void {
    partBytes += payload.length;
    if (!parts) leave(BROKEN);
    else if (partBytes > mostBytes || parts.length >= MOST_PARTS) leave(TOO_BIG);
    else {
      parts.push(Buffer.from(payload));
      if (!final) return;
      const whole = Buffer.concat(parts);
      parts = null;
      heard.message(partsAreText ? whole.toString() : whole, atMs);
    }
  }

  function frame(first: number, payload: Buffer, atMs: number): void {
    const opcode = first & 15;
    const final = (first & FINAL) !== 0;
    if (opcode >= CLOSE) {
      if (final && payload.length <= MOST_CONTROL_BYTES) control(opcode, payload);
      else leave(BROKEN);
    } else if (opcode === CONTINUED) part(payload, final, atMs);
    else if (opcode > BINARY || parts) leave(BROKEN);
    else if (final) heard.message(Buffer.from(payload), atMs);
    else {
      [parts, partBytes, partsAreText] = [[], 0, opcode === TEXT];
      part(payload, false, atMs);
    }
  }

  /** Reads what is whole; how many bytes that were. */
  function read(bytes: Buffer, size: number, atMs: number): number {
    let at = 0;
    for (wanted = 2; !over && size - at >= wanted; ) {
      const first = bytes[at] ?? 0;
      const second = bytes[at + 1] ?? 0;
      const short = second & 127;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if ((first & RESERVED) !== 0 || (second & MASKED) !== 0) leave(BROKEN);
      else if (size - at < head) wanted = head;
      else {
        const length =
          head === 2
            ? short
            : head === 4
              ? bytes.readUInt16BE(at + 2)
              : Number(bytes.readBigUInt64BE(at + 2));
        if (length > mostBytes) leave(TOO_BIG);
        else if (size - at < head + length) wanted = head + length;
        else {
          const from = at + head;
          const to = from + length;
          // What nearly every frame is: a text in one piece.
          if (first === (FINAL | TEXT) && !parts) {
            if (!heard.glimpse(bytes, from, to, atMs)) heard.message(bytes.toString('utf8', from, to), atMs);
          } else frame(first, bytes.subarray(from, to), atMs);
          at = to;
          wanted = 2;
        }
      }
    }
    return at;
  }

  return (piece, length, atMs) => {
    if (over) return;
    let bytes = piece;
    let size = length;
    if (heldBytes > 0) {
      held.push(Buffer.from(piece.subarray(0, length)));
      heldBytes += length;
      if (heldBytes < wanted) return;
      bytes = Buffer.concat(held);
      size = bytes.length;
    }
    const done = read(bytes, size, atMs);
    heldBytes = size - done;
    if (held.length > 0 || heldBytes > 0)
      held = heldBytes > 0 ? [Buffer.from(bytes.subarray(done, size))] : [];
  };
}

/** A frame of a client, whole and masked (5.3). */
export function clientFrame(opcode: number, payload: Uint8Array, mask: Uint8Array): Buffer {
  const { length } = payload;
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + 4 + length);
  frame[0] = FINAL | opcode;
  frame[1] = MASKED | (head === 2 ? length : head === 4 ? 126 : 127);
  if (head === 4) frame.writeUInt16BE(length, 2);
  if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.set(mask, head);
  for (let at = 0; at < length; at++) frame[head + 4 + at] = (payload[at] ?? 0) ^ (mask[at & 3] ?? 0);
  return frame;
}

export const OPCODES = { text: TEXT, binary: BINARY, close: CLOSE, pong: PONG } as const;

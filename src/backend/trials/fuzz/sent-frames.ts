/** A frame that the stack sent: whole, unmasked. */
interface SentFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** The frames in what a stack sent after its handshake; a last one that was cut off is left out. Throws on one that a server may not send. */
export function framesIn(bytes: Buffer): readonly SentFrame[] {
  const frames: SentFrame[] = [];
  let rest = bytes;
  for (;;) {
    const [first, second] = rest;
    if (first === undefined || second === undefined) return frames;
    if ((first & 0xf0) !== 0x80 || second > 127)
      throw new Error(`no whole frame: ${rest.toString('hex', 0, 40)}`);
    const head = second < 126 ? 2 : second === 126 ? 4 : 10;
    if (rest.length < head) return frames;
    const length =
      second < 126 ? second : second === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
    if (rest.length < head + length) return frames;
    frames.push({ opcode: first & 15, payload: rest.subarray(head, head + length) });
    rest = rest.subarray(head + length);
  }
}

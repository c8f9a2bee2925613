import type { Frame, Sent } from './fault.ts';

const typeIn = (text: string): unknown => {
  try {
    return Object(JSON.parse(text)).type;
  } catch {
    return undefined;
  }
};

/** The `type` of a frame that the stack sends; undefined for sound. */
export const typeOf = (frame: Frame): unknown => (typeof frame === 'string' ? typeIn(frame) : undefined);

/** The `type` of a frame that a client sent; undefined for a recording, and for what is no JSON. */
export const typeOfSent = ({ data, isBinary }: Sent): unknown =>
  isBinary ? undefined : typeIn(String(data));

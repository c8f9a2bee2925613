import { deflateSync, inflateSync } from 'node:zlib';
import type { CycleRecord, Readings } from '../domain/record.ts';

/** A record without samples, small enough that ten thousand are at hand at once. */
export interface PackedRecord {
  /** All but the readings, as JSON. */
  readonly head: string;
  /** The readings as JSON, deflated: most cycles say much the same. */
  readonly readings: Uint8Array;
}

const withoutSamples = (readings: Readings): Readings =>
  Object.fromEntries(Object.entries(readings).map(([id, { samples: _, ...rest }]) => [id, rest]));

/** The fastest level: it takes readings to a tenth, and the best takes them not much further. */
const LEVEL = 1;

/** What is not in JSON (samples apart: an infinity, say) is lost here, whether a file or the index is read. */
export const packed = ({ readings, ...head }: CycleRecord): PackedRecord => ({
  head: JSON.stringify(head),
  // Copied: what the deflater gives is the beginning of a buffer of 16 KiB, all of which it would hold.
  readings: Uint8Array.from(deflateSync(JSON.stringify(withoutSamples(readings)), { level: LEVEL })),
});

/** Readings are compared with those of some dozens of cycles: of so many they are not unpacked again and again. */
const MOST_UNPACKED = 128;
const unpacked = new Map<Uint8Array, Readings>();

function readingsIn(bytes: Uint8Array): Readings {
  const known = unpacked.get(bytes);
  if (known) return known;
  const readings: Readings = JSON.parse(new TextDecoder().decode(inflateSync(bytes)));
  unpacked.set(bytes, readings);
  for (const oldest of unpacked.keys()) {
    if (unpacked.size <= MOST_UNPACKED) break;
    unpacked.delete(oldest);
  }
  return readings;
}

/** The record; its readings are unpacked when they are looked at. Throws where the head is not JSON. */
export function unpackedRecord({ head, readings }: PackedRecord): CycleRecord {
  const rest: Omit<CycleRecord, 'readings'> = JSON.parse(head);
  return {
    ...rest,
    get readings() {
      return readingsIn(readings);
    },
  };
}

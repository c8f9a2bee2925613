import { inEntities } from '../entities.ts';

/** Shorter texts are words, not secrets: masking them would garble what is said. */
const SHORTEST = 6;

/** Of a text in base64, that part which is the same whatever stands before and behind it. */
function base64Cores(value: string): string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // A digit holds six bits: those that share a byte with what stands before or behind are not the value's.
    const first = Math.ceil((offset * 8) / 6);
    const core = whole.slice(first, Math.floor(((offset + bytes.length) * 8) / 6));
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const inUrl = (value: string): string[] => {
  const bytes = [...Buffer.from(value)];
  const strict = bytes
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[\w.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
  const loose = encodeURIComponent(Buffer.from(value).toString());
  return [strict, loose].flatMap((form) => [
    form,
    form.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase()),
    form.replaceAll('%20', '+'),
  ]);
};

/** A secret as it may be written: as it is, in a URL, in JSON, in a shell, on a page, in base64 and in hex. */
export function writtenForms(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const hex = Buffer.from(value).toString('hex');
  const plain = [
    value,
    ...inUrl(value),
    json,
    JSON.stringify(json).slice(1, -1),
    json.replaceAll('/', '\\/'),
    value.replaceAll("'", "'\\''"),
    value.replace(/[^\w@%+=:,./-]/g, '\\$&'),
    inEntities(value),
  ].filter(({ length }) => length >= SHORTEST);
  if (plain.length === 0) return [];
  const encoded = [...base64Cores(value), hex, hex.toUpperCase()].filter(
    ({ length }) => length > SHORTEST + 1,
  );
  return [...new Set([...plain, ...encoded])];
}

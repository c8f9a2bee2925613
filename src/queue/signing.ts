import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signed,
  verify as verified,
} from 'node:crypto';

/** Who an agent is: what it signs with, and the public half of it by which others know it. */
export interface AgentKey {
  /** Raw Ed25519, base64. */
  readonly public: string;
  readonly private: KeyObject;
}

/** What a signature stands for. */
export interface Signable {
  readonly run: string;
  readonly stack: string;
  readonly agent: string;
  readonly body: string;
}

/** What precedes the 32 raw bytes of a public key in SPKI (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const RAW_BYTES = 32;

const rawOf = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI.length).toString('base64');

const keyOf = (key: KeyObject): AgentKey => ({ public: rawOf(key), private: key });

/** A key that nobody had before. */
export const newKey = (): AgentKey => keyOf(generateKeyPairSync('ed25519').privateKey);

/** PKCS #8 in PEM, as it is kept. */
export const pemOf = ({ private: key }: AgentKey): string =>
  key.export({ format: 'pem', type: 'pkcs8' }).toString();

/** The key that was kept; undefined where the text is none of Ed25519. */
export function keyFromPem(pem: string): AgentKey | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? keyOf(key) : undefined;
  } catch {
    return undefined;
  }
}

/** Each part behind its length in bytes, so that no two sets of parts give the same bytes. */
function bytesOf({ run, stack, agent, body }: Signable): Buffer {
  const parts = [run, stack, agent, body].map((part) => Buffer.from(part));
  return Buffer.concat(
    parts.flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return [length, part];
    }),
  );
}

/** Base64. */
export const signatureOf = (told: Signable, key: AgentKey): string =>
  signed(null, bytesOf(told), key.private).toString('base64');

/** Whether a text is a public key as agents write theirs: one key has one text, and is known by it. */
function isKey(text: string): boolean {
  const raw = Buffer.from(text, 'base64');
  return raw.length === RAW_BYTES && raw.toString('base64') === text;
}

/** Whether `signature` is of exactly this, by the owner of the public key. Anything else than a key or a signature is no. */
export function isSignedBy(told: Signable, signature: string, publicKey: string): boolean {
  if (!isKey(publicKey)) return false;
  try {
    const raw = Buffer.from(publicKey, 'base64');
    const key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
    return verified(null, bytesOf(told), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

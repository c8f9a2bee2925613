import { randomUUID } from 'node:crypto';
import type { Addressee, AnswerBody, SignedAnswer } from '../domain/fleet-job.ts';
import type { Text } from '../domain/text.ts';
import type { Queue } from './connection.ts';
import { bodyFrom, type InspectEvidence, signedFrom } from './inspect-answer.ts';
import { keys } from './names.ts';
import { MOST_PACKED, packed, unpacked } from './packing.ts';
import { type AgentKey, isSignedBy, signatureOf } from './signing.ts';

/** An answer that nobody reads is gone after so long. */
export const KEPT_S = 3 * 24 * 3600;

/** The fields around the body are names, a key and a signature. */
const MOST_CHARS = MOST_PACKED + 4096;

/** Of whom an answer is, and on what. */
interface Told {
  readonly run: string;
  readonly stack: string;
  readonly agent: string;
}

/**
 * Signs an answer and puts it into the queue. The id by which it is found there is the result of its job: the answer
 * itself would lie in the job, in that of the fleet, and in the engine's events. Throws where it is too big.
 */
export async function putAnswer(queue: Queue, told: Told, body: AnswerBody, key: AgentKey): Promise<string> {
  const text = await packed(body);
  const answer: SignedAnswer = {
    schema: 'ralph/answer@1',
    agent: told.agent,
    key: key.public,
    body: text,
    signature: signatureOf({ ...told, body: text }, key),
  };
  const id = randomUUID();
  await queue.redis.set(keys.answer(told.run, id), JSON.stringify(answer), 'EX', KEPT_S);
  return id;
}

/** What came back for a stack, its signature checked. */
export type Answer =
  | {
      readonly kind: 'answered';
      /** Differs between any two answers: what is kept of it is kept once. */
      readonly id: string;
      readonly agent: string;
      readonly key: string;
      readonly body: AnswerBody;
    }
  | { readonly kind: 'untrusted'; readonly agent: string | null; readonly why: Text };

/** Whether an agent is known by this key; if not, why. */
export type Trust = (agent: string, key: string) => Promise<Text | null> | Text | null;

/** What whoever reads answers knows, and the queue does not. */
export interface Readers {
  readonly trust: Trust;
  readonly evidence: InspectEvidence;
}

const untrusted = (agent: string | null, en: string, fr: string): Answer => ({
  ...{ kind: 'untrusted', agent },
  why: { en, fr },
});

/** Reads an answer by the id that a job gave as its result. Believes nothing of it before its signature is checked. */
export async function readAnswer(
  queue: Queue,
  of: { readonly run: string; readonly stack: string; readonly asked: Addressee },
  id: unknown,
  { trust, evidence }: Readers,
): Promise<Answer> {
  const { run, stack, asked } = of;
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id))
    return untrusted(null, 'what came back is no answer', 'ce qui est revenu n’est pas une réponse');
  const at = keys.answer(run, id);
  const text = await queue.redis.getrange(at, 0, MOST_CHARS);
  if (text.length > MOST_CHARS)
    return untrusted(null, 'the answer is bigger than any may be', 'la réponse dépasse la taille permise');
  if (text === '')
    return untrusted(null, 'the answer is no more in the queue', 'la réponse n’est plus dans la file');
  const answer = signedFrom(text);
  if (answer === null)
    return untrusted(
      null,
      'the answer is of another release of ralph; expected the same one there as here',
      'la réponse vient d’une autre version de ralph ; attendu : la même là-bas qu’ici',
    );
  if (answer === undefined)
    return untrusted(null, 'what came back is no answer', 'ce qui est revenu n’est pas une réponse');
  const { agent, key, body } = answer;
  if ('agent' in asked && asked.agent !== agent)
    return untrusted(agent, `${agent} answered for ${asked.agent}`, `${agent} a répondu pour ${asked.agent}`);
  // First of all: a key that is trusted is remembered from then on, so nobody may bring one that he does not have.
  if (!isSignedBy({ run, stack, agent, body }, answer.signature, key))
    return untrusted(
      agent,
      `the answer is not signed by the key of ${agent}`,
      `la réponse n’est pas signée par la clé de ${agent}`,
    );
  const why = await trust(agent, key);
  if (why !== null) return { kind: 'untrusted', agent, why };
  const value = await unpacked(body).catch(() => undefined);
  const said = bodyFrom(value, evidence);
  if ('lack' in said) return untrusted(agent, `cannot be read: ${said.lack}`, `illisible : ${said.lack}`);
  return { kind: 'answered', id, agent, key, body: said };
}

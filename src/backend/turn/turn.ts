import { sentencesOf, wholeSentences } from './sentences.ts';

/** How a turn is to go. */
export interface Manner {
  /** Whether the answer is spoken. */
  readonly aloud: boolean;
  /** How many sentences may be with the speaker at once, or spoken and not yet due. */
  readonly ahead: number;
}

/** An answer being written, and spoken as far as it is written. `Clip` is what came of one sentence. */
interface Answering<Clip> {
  /** The model still writes while it is `think`; after that only speech is left. */
  readonly phase: 'think' | 'speak';
  readonly manner: Manner;
  /** Words that are no whole sentence yet. */
  readonly rest: string;
  /** Sentences that no speaker has yet, the next one first. */
  readonly waiting: readonly string[];
  /** How many sentences the speaker was given. */
  readonly given: number;
  /** How many clips were played. */
  readonly played: number;
  /** Clips that came before their turn, by the number of their sentence. */
  readonly early: ReadonlyMap<number, Clip>;
}

/** Where one turn of a spoken conversation stands. */
export type Turn<Clip extends object> =
  | { readonly phase: 'hear'; readonly manner: Manner }
  | Answering<Clip>
  | { readonly phase: 'done' }
  | { readonly phase: 'interrupted' }
  | { readonly phase: 'failed' };

/** What happens to a turn; sentences are numbered from 0. */
export type TurnEvent<Clip extends object> =
  | { readonly type: 'heard'; readonly text: string }
  | { readonly type: 'token'; readonly content: string }
  | { readonly type: 'answered' }
  | { readonly type: 'spoken'; readonly sentence: number; readonly clip: Clip }
  | { readonly type: 'interrupt' }
  | { readonly type: 'broke'; readonly reason: unknown };

/** What a turn wants done. `stop` ends all work of the turn; nothing is wanted after it. */
export type Wish<Clip extends object> =
  | { readonly type: 'listen' }
  | { readonly type: 'think'; readonly text: string }
  | { readonly type: 'say'; readonly sentence: number; readonly text: string }
  | { readonly type: 'tell'; readonly content: string }
  /** The answer is whole. */
  | { readonly type: 'written' }
  | { readonly type: 'play'; readonly clip: Clip }
  | { readonly type: 'stop'; readonly outcome: 'done' | 'interrupted' }
  | { readonly type: 'stop'; readonly outcome: 'failed'; readonly reason: unknown };

type Step<Clip extends object> = readonly [turn: Turn<Clip>, wishes: readonly Wish<Clip>[]];

const nothingYet = { rest: '', waiting: [], given: 0, played: 0, early: new Map<number, never>() };

/** A turn that begins with a recording. */
export const listening = <Clip extends object>(manner: Manner): Step<Clip> => [
  { phase: 'hear', manner },
  [{ type: 'listen' }],
];

/** A turn that begins with words: the model has to answer. */
export const thinking = <Clip extends object>(manner: Manner, text: string): Step<Clip> => [
  { phase: 'think', manner, ...nothingYet },
  [{ type: 'think', text }],
];

/** A turn that begins with the answer: only speech is left. */
export const reciting = <Clip extends object>(manner: Manner, text: string): Step<Clip> =>
  onwards({ phase: 'speak', manner, ...nothingYet, waiting: sentencesOf(text) });

/** Plays what is due, gives the speaker what it may have, and ends the turn when nothing is left. */
function onwards<Clip extends object>(turn: Answering<Clip>, told: readonly Wish<Clip>[] = []): Step<Clip> {
  const wishes = [...told];
  const early = new Map<number, Clip>(turn.early);
  let { played, given } = turn;
  for (let clip = early.get(played); clip !== undefined; clip = early.get(played)) {
    wishes.push({ type: 'play', clip });
    early.delete(played);
    played += 1;
  }
  // Somebody waits for the first sentence: it has the speaker for itself.
  const ahead = played === 0 ? 1 : turn.manner.ahead;
  const room = ahead - (given - played);
  const next = turn.waiting.slice(0, Math.max(0, room));
  for (const text of next) {
    wishes.push({ type: 'say', sentence: given, text });
    given += 1;
  }
  const waiting = turn.waiting.slice(next.length);
  if (turn.phase === 'speak' && played === given && waiting.length === 0) {
    return [{ phase: 'done' }, [...wishes, { type: 'stop', outcome: 'done' }]];
  }
  return [{ ...turn, early, played, given, waiting }, wishes];
}

/** More of the answer: what became a whole sentence of it waits for the speaker. */
function hearToken<Clip extends object>(turn: Answering<Clip>, content: string): Step<Clip> {
  const tell: Wish<Clip> = { type: 'tell', content };
  if (!turn.manner.aloud) return [turn, [tell]];
  const { whole, rest } = wholeSentences(turn.rest + content);
  return onwards({ ...turn, rest, waiting: [...turn.waiting, ...whole] }, [tell]);
}

/**
 * One step of a turn: hear → think → speak → done, interrupted or failed. Pure. What happens after the end, or makes no
 * sense where the turn stands, changes nothing and wants nothing.
 */
export function step<Clip extends object>(turn: Turn<Clip>, event: TurnEvent<Clip>): Step<Clip> {
  if (turn.phase === 'done' || turn.phase === 'interrupted' || turn.phase === 'failed') return [turn, []];
  if (event.type === 'interrupt') {
    return [{ phase: 'interrupted' }, [{ type: 'stop', outcome: 'interrupted' }]];
  }
  if (event.type === 'broke') {
    return [{ phase: 'failed' }, [{ type: 'stop', outcome: 'failed', reason: event.reason }]];
  }
  if (turn.phase === 'hear') return event.type === 'heard' ? thinking(turn.manner, event.text) : [turn, []];
  if (event.type === 'spoken') {
    const early = new Map<number, Clip>(turn.early).set(event.sentence, event.clip);
    return onwards<Clip>({ ...turn, early });
  }
  if (turn.phase === 'speak') return [turn, []];
  if (event.type === 'token') return hearToken(turn, event.content);
  if (event.type === 'answered') {
    const waiting = [...turn.waiting, ...sentencesOf(turn.rest)];
    return onwards({ ...turn, phase: 'speak', rest: '', waiting }, [{ type: 'written' }]);
  }
  return [turn, []];
}

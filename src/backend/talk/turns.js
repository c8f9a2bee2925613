// @ts-check

/** @typedef {import('../../protocol/voice.ts').VoiceServerFrame} Frame */
/** @typedef {import('../../protocol/voice.ts').TurnLatency} TurnLatency */
/** @typedef {import('../../protocol/speech.ts').SpeechAttempt} SpeechAttempt */

/**
 * When what happened, in ms of one clock; null for what did not.
 * @typedef {object} Times
 * @property {number} sent
 * @property {number | null} heard the transcript came
 * @property {number | null} word the first of the answer came
 * @property {number | null} answer its last word came
 * @property {number | null} sound the first one was played
 * @property {number | null} silence the last one so far ended
 * @property {number | null} end the stack was done
 */

/**
 * One turn of the conversation. It is open until the stack ends it, which an interrupted one still waits for.
 * @typedef {object} Turn
 * @property {number} id
 * @property {'typed' | 'recognised' | 'recorded'} by
 * @property {string | null} words null while the stack still transcribes them
 * @property {number | null} recognisedMs how long the browser took to transcribe them
 * @property {string} answer
 * @property {boolean} open
 * @property {'done' | 'interrupted' | 'failed' | 'lost' | null} outcome null while it goes on
 * @property {string | null} failure why it failed
 * @property {number} sentences how many were played to their end
 * @property {Times} times
 * @property {string | null} model who answered
 * @property {TurnLatency | null} told the stack's own account
 * @property {readonly SpeechAttempt[]} speech
 */

/**
 * What a turn begins with.
 * @typedef {Pick<Turn, 'id' | 'by' | 'words' | 'recognisedMs'>} Beginning
 */

/**
 * @typedef {{ type: 'said', turn: Beginning, at: number }
 *   | { type: 'frame', frame: Frame, at: number }
 *   | { type: 'sound', id: number, at: number }
 *   | { type: 'silence', id: number, at: number }
 *   | { type: 'hush' }
 *   | { type: 'lost' }} TurnEvent
 */

/** @typedef {readonly Turn[]} Turns oldest first */

/** @type {(beginning: Beginning, at: number) => Turn} */
const begin = (beginning, at) => ({
  ...beginning,
  answer: '',
  open: true,
  outcome: null,
  failure: null,
  sentences: 0,
  times: { sent: at, heard: null, word: null, answer: null, sound: null, silence: null, end: null },
  model: null,
  told: null,
  speech: [],
});

/**
 * The turn that the stack is busy with: it takes them one after the other, and ends each with exactly one frame.
 * @param {Turns} turns
 */
export const underWay = (turns) => turns.find(({ open }) => open) ?? null;

/**
 * The turn that a frame is about. What is refused is refused at once, perhaps before an interrupted turn has ended:
 * an error is about a turn that nobody interrupted, if there is one.
 * @param {Turns} turns
 * @param {Frame} frame
 */
const subjectOf = (turns, frame) =>
  (frame.type === 'error' && turns.find(({ open, outcome }) => open && outcome === null)) || underWay(turns);

/**
 * @param {Turn} turn
 * @param {Frame} frame
 * @param {number} at
 * @returns {Turn}
 */
function hear(turn, frame, at) {
  const { times } = turn;
  switch (frame.type) {
    case 'transcript':
      return { ...turn, words: frame.text, times: { ...times, heard: at } };
    case 'token':
      if (turn.outcome !== null) return turn;
      return { ...turn, answer: turn.answer + frame.content, times: { ...times, word: times.word ?? at } };
    case 'response_end':
      if (turn.outcome !== null) return turn;
      return { ...turn, answer: frame.text, model: frame.model, times: { ...times, answer: at } };
    case 'audio_end':
      return {
        ...turn,
        open: false,
        outcome: turn.outcome ?? 'done',
        told: frame.latency,
        speech: frame.speech,
        times: { ...times, end: at },
      };
    case 'interrupted':
      // Nobody interrupted it: this answers an interruption that came after the end of the turn before.
      if (turn.outcome === null) return turn;
      return { ...turn, open: false, times: { ...times, end: at } };
    case 'error':
      return {
        ...turn,
        open: false,
        outcome: 'failed',
        failure: frame.message,
        times: { ...times, end: at },
      };
    default:
      return turn;
  }
}

/** @type {(turns: Turns, id: number | undefined, change: (turn: Turn) => Turn) => Turns} */
const changing = (turns, id, change) => turns.map((turn) => (turn.id === id ? change(turn) : turn));

/**
 * The conversation after an event. Pure; turns that an event does not touch stay the same objects.
 * @param {Turns} turns
 * @param {TurnEvent} event
 * @returns {Turns}
 */
export function after(turns, event) {
  switch (event.type) {
    case 'said':
      return [...turns, begin(event.turn, event.at)];
    case 'frame':
      return changing(turns, subjectOf(turns, event.frame)?.id, (turn) => hear(turn, event.frame, event.at));
    case 'sound':
      return changing(turns, event.id, (turn) => ({
        ...turn,
        times: { ...turn.times, sound: turn.times.sound ?? event.at },
      }));
    case 'silence':
      return changing(turns, event.id, (turn) => ({
        ...turn,
        sentences: turn.sentences + 1,
        times: { ...turn.times, silence: event.at },
      }));
    case 'hush':
      return changing(turns, turns.at(-1)?.id, (turn) => ({ ...turn, outcome: 'interrupted' }));
    case 'lost':
      return turns.map((turn) =>
        turn.open ? { ...turn, open: false, outcome: turn.outcome ?? /** @type {const} */ ('lost') } : turn,
      );
  }
}

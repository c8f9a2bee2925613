// @ts-check
import { create } from './elements.js';
import { createLatencyView } from './latency-view.js';

/** @typedef {import('./texts.js').Say} Say */
/** @typedef {import('./turns.js').Turn} Turn */
/** @typedef {import('./turns.js').Turns} Turns */

/** How near to its end the log must stand to be kept there as it grows. */
const nearPx = 80;

/** @type {(turn: Turn, say: Say) => string} */
function remarkOn({ outcome, failure, speech }, say) {
  if (outcome === 'interrupted') return say('interrupted');
  if (outcome === 'lost') return say('lost');
  if (outcome === 'failed') return failure ?? '';
  const mute = speech.length > 0 && !speech.some(({ spoke }) => spoke);
  return mute
    ? say('mute', { reason: speech.map(({ engine, detail }) => `${engine}: ${detail}`).join('; ') })
    : '';
}

/** @type {(say: Say, language: string) => { node: HTMLElement, draw: (turn: Turn) => void }} */
function createTurnView(say, language) {
  const words = create('span');
  const answer = create('span', { class: 'text' });
  const remark = create('p', { class: 'remark' });
  const latency = createLatencyView(say, language);
  const speaker = (/** @type {string} */ name) => create('span', { class: 'unseen', text: `${name}: ` });
  const said = create('p', { class: 'said' }, speaker(say('you')), words);
  const answered = create('p', { class: 'answer' }, speaker(say('stack')), answer);
  const node = create('article', { class: 'turn' }, said, answered, remark, latency.node);

  return {
    node,
    draw(turn) {
      // Read out once it is whole, not word by word.
      node.ariaBusy = String(turn.open);
      node.dataset.outcome = turn.outcome ?? 'open';
      node.dataset.sentences = String(turn.sentences);
      words.textContent = turn.words === null ? '…' : turn.words.trim() || say('nothingHeard');
      answer.textContent = turn.answer;
      answered.hidden = turn.answer === '' && turn.outcome !== null;
      remark.textContent = remarkOn(turn, say);
      latency.draw(turn);
    },
  };
}

/**
 * Draws the turns of a conversation, each anew only when it changed.
 * @param {HTMLElement} log
 * @param {Say} say
 * @param {string} language
 */
export function createConversationView(log, say, language) {
  /** @type {Map<number, { shown: Turn | null, view: ReturnType<typeof createTurnView> }>} */
  const drawn = new Map();

  /** @param {Turn} turn */
  function drawTurn(turn) {
    let entry = drawn.get(turn.id);
    if (!entry) {
      entry = { shown: null, view: createTurnView(say, language) };
      drawn.set(turn.id, entry);
      log.append(entry.view.node);
    }
    if (entry.shown === turn) return;
    entry.view.draw(turn);
    entry.shown = turn;
  }

  return {
    /** @param {Turns} turns */
    draw(turns) {
      const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < nearPx;
      const more = turns.length > drawn.size;
      for (const turn of turns) drawTurn(turn);
      if (atEnd || more) log.scrollTop = log.scrollHeight;
    },
  };
}

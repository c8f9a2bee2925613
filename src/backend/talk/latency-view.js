// @ts-check
import { create } from './elements.js';
import { latencyRows, spell } from './latency.js';

/** @typedef {import('./texts.js').Say} Say */
/** @typedef {import('./turns.js').Turn} Turn */

/** Whether the reader wants the figures of a turn in sight; each new turn does as they did last. */
let wanted = false;

/**
 * The figures of a turn: two at a glance, all of them on demand.
 * @param {Say} say
 * @param {string} language
 */
export function createLatencyView(say, language) {
  const summary = create('summary');
  const body = create('tbody');
  const notes = create('ul', { class: 'notes' });
  const head = create('tr');
  for (const id of /** @type {const} */ (['measure', 'here', 'told'])) {
    const cell = create('th', { text: say(id) });
    cell.scope = 'col';
    head.append(cell);
  }
  const table = create('table', {}, create('caption', { class: 'unseen', text: say('latencies') }));
  table.append(create('thead', {}, head), body);
  const node = create('details', { class: 'latency' }, summary, table, notes);
  node.open = wanted;
  // Figures are there to be looked up, not to be read out as they change.
  node.ariaLive = 'off';
  node.hidden = true;
  node.addEventListener('toggle', () => {
    wanted = node.open;
  });

  /** @param {Turn} turn */
  function draw(turn) {
    const rows = latencyRows(turn);
    const here = Object.fromEntries(rows.map((row) => [row.stage, row.here]));
    node.hidden = turn.times.word === null;
    summary.textContent = say('summary', {
      word: spell(here.stageFirstWord ?? null, language),
      sound: spell(here.stageFirstSound ?? null, language),
    });
    body.replaceChildren(
      ...rows.map((row) => {
        const name = create('th', { text: say(row.stage) });
        name.scope = 'row';
        const mine = create('td', { text: spell(row.here, language) });
        const theirs = create('td', { text: spell(row.told, language) });
        const line = create('tr', {}, name, mine, theirs);
        line.dataset.stage = row.stage;
        return line;
      }),
    );
    const voices = turn.speech.filter(({ spoke }) => spoke).map(({ engine }) => engine);
    const failed = new Set(
      turn.speech
        .filter(({ spoke }) => !spoke)
        .map(({ engine, detail }) => say('failedBefore', { engine, detail: detail ?? '' })),
    );
    const who = say('engines', { llm: turn.model ?? '–', tts: [...new Set(voices)].join(', ') || '–' });
    notes.replaceChildren(...[who, ...failed].map((text) => create('li', { text })));
  }
  return { node, draw };
}

// @ts-check
import { createConnection } from './connection.js';
import { createConversationView } from './conversation-view.js';
import { createCountdown } from './countdown.js';
import { earsOf } from './ears.js';
import { element } from './elements.js';
import { createMicrophone } from './microphone.js';
import { createPlayback } from './playback.js';
import { browserRecogniser } from './recogniser.js';
import { statusOf } from './status.js';
import { languageOf, sayIn } from './texts.js';
import { after, underWay } from './turns.js';

/** @typedef {import('./connection.js').LinkState} LinkState */
/** @typedef {import('./connection.js').Welcome} Welcome */
/** @typedef {import('./turns.js').Turn} Turn */
/** @typedef {import('./turns.js').TurnEvent} TurnEvent */
/** @typedef {import('../../protocol/voice.ts').VoiceServerFrame} Frame */

const language = languageOf(navigator.languages);
const say = sayIn(language);
const now = () => performance.now();

const alarm = element('alert', HTMLElement);
const composer = element('composer', HTMLFormElement);
const count = element('countdown', HTMLElement);
const engines = element('engines', HTMLElement);
const hearingHint = element('hearing', HTMLElement);
const hints = element('hints', HTMLElement);
const key = element('key', HTMLInputElement);
const lock = element('lock', HTMLFormElement);
const log = element('log', HTMLElement);
const message = element('message', HTMLTextAreaElement);
const microphoneButton = element('microphone', HTMLButtonElement);
const send = element('send', HTMLButtonElement);
const status = element('status', HTMLElement);
const statusWords = element('status-words', HTMLElement);
const stop = element('stop', HTMLButtonElement);
const voice = element('voice', HTMLSelectElement);
const welcome = element('welcome', HTMLElement);

/** @type {import('./turns.js').Turns} */
let turns = [];
/** @type {LinkState} */
let link = { link: 'connecting' };
let hears = false;

const conversation = createConversationView(log, say, language);
const countdown = createCountdown((seconds) => {
  const id = link.link === 'away' ? 'retryIn' : 'waitFor';
  count.textContent = seconds > 0 ? say(id, { seconds }) : '';
  if (seconds === 0) draw();
});

const playback = createPlayback(() => new AudioContext(), now, {
  started: (id, at) => happen({ type: 'sound', id, at }),
  ended: (id, at) => happen({ type: 'silence', id, at }),
  failed: () => warn(say('soundFailed')),
});

const connection = createConnection(new URL('.', location.href), {
  link: standAt,
  welcome: meet,
  frame: hear,
  sound(mp3) {
    const turn = underWay(turns);
    if (turn && turn.outcome === null) playback.play(turn.id, mp3).then(draw);
  },
});

const microphone = createMicrophone(microphoneButton, {
  hearing: {
    interim(text) {
      message.value = text;
    },
    words(text, tookMs) {
      message.value = '';
      begin({ by: 'recognised', words: text, recognisedMs: tookMs }, { type: 'message', content: text });
    },
    recording: (sound) => begin({ by: 'recorded', words: null, recognisedMs: null }, sound),
    failed: (text, reason = '') => warn(say(text, { reason })),
  },
  changed() {
    if (microphone.listening()) interrupt();
    playback.unlock();
    draw();
  },
});

/**
 * Says what went wrong; read out only, where it is seen elsewhere.
 * @param {string} text
 * @param {{ unseen?: boolean }} [how]
 */
function warn(text, { unseen = false } = {}) {
  alarm.textContent = text;
  alarm.classList.toggle('unseen', unseen);
}

/** @param {TurnEvent} event */
function happen(event) {
  turns = after(turns, event);
  draw();
}

const limited = () => link.link === 'ready' && countdown.running();
const busy = () => playback.playing() || turns.at(-1)?.outcome === null;

function draw() {
  const state = statusOf({
    link: link.link,
    limited: limited(),
    listening: microphone.listening(),
    playing: playback.playing(),
    turns,
  });
  conversation.draw(turns);
  if (status.dataset.state !== state || statusWords.textContent === '') statusWords.textContent = say(state);
  status.dataset.state = state;
  welcome.hidden = turns.length > 0 || link.link === 'locked';
  if (!busy() && document.activeElement === stop) message.focus();
  stop.hidden = !busy();
  send.disabled = link.link !== 'ready' || limited();
  microphoneButton.disabled = !microphone.listening() && (!hears || send.disabled);
}

/** @param {LinkState} state */
function standAt(state) {
  const before = link.link;
  link = state;
  lock.hidden = state.link !== 'locked';
  composer.hidden = state.link === 'locked';
  hints.hidden = composer.hidden;
  if (state.link === 'ready') warn('');
  if (state.link === 'away') {
    if (before === 'ready') {
      microphone.cancel();
      playback.stop();
      happen({ type: 'lost' });
      warn(say('lost'));
    } else if (state.status !== null) warn(say('refused', { status: state.status }));
    countdown.until(state.retryAt);
  } else if (before === 'away') countdown.clear();
  if (state.link === 'locked') {
    if (state.wrong) warn(say('wrongKey'));
    key.focus();
  } else if (before === 'locked' || (state.link === 'ready' && document.activeElement === document.body)) {
    message.focus();
  }
  draw();
}

/** @param {Welcome} stack */
function meet({ features, voices }) {
  engines.textContent = say('engines', features);
  const chosen = voice.value || (voices.find((one) => one.default)?.id ?? '');
  voice.replaceChildren(...voices.map(({ id, name }) => new Option(name, id, false, id === chosen)));
  const ears = earsOf(features.stt !== 'browser-only', {
    isSecureContext,
    records: typeof MediaRecorder === 'function' && navigator.mediaDevices !== undefined,
    recognises: browserRecogniser() !== undefined,
  });
  microphone.use(ears);
  hears = ears.listen !== null;
  hearingHint.textContent = say(ears.hint);
  connection.speakWith(voice.value);
}

/** @param {Frame} frame */
function hear(frame) {
  if (frame.type === 'error') {
    warn(frame.message, { unseen: underWay(turns) !== null });
    if (frame.retry_after !== undefined) {
      countdown.until(now() + frame.retry_after * 1000);
      if (message.value === '') message.value = turns.findLast(({ open }) => open)?.words ?? '';
    }
  }
  happen({ type: 'frame', frame, at: now() });
}

/** Barge-in: silence at once, and the stack is told where it is still at it. */
function interrupt() {
  if (!busy()) return;
  const untold = turns.at(-1)?.outcome === null;
  playback.stop();
  if (untold) connection.send({ type: 'interrupt' });
  happen({ type: 'hush' });
}

/** @type {(turn: Omit<import('./turns.js').Beginning, 'id'>, frame: Parameters<typeof connection.send>[0]) => void} */
function begin(turn, frame) {
  interrupt();
  playback.unlock();
  if (!connection.send(frame)) return warn(say('lost'));
  warn('');
  happen({ type: 'said', turn: { id: turns.length, ...turn }, at: now() });
}

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  const words = message.value.trim();
  if (words === '' || send.disabled) return;
  message.value = '';
  begin({ by: 'typed', words, recognisedMs: null }, { type: 'message', content: words });
});
message.addEventListener('input', interrupt);
message.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});
document.addEventListener('keydown', ({ key: pressed }) => {
  if (pressed !== 'Escape') return;
  microphone.cancel();
  interrupt();
});
stop.addEventListener('click', interrupt);
voice.addEventListener('change', () => connection.speakWith(voice.value));
lock.addEventListener('submit', (event) => {
  event.preventDefault();
  warn('');
  connection.unlock(key.value.trim());
  key.value = '';
});

document.documentElement.lang = language;
document.title = say('title');
message.placeholder = say('placeholder');
for (const node of document.querySelectorAll('[data-say]')) {
  if (node instanceof HTMLElement)
    node.textContent = say(/** @type {import('./texts.js').TextId} */ (node.dataset.say));
}
connection.open();

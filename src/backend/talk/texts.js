// @ts-check

const en = {
  title: 'Talk',
  conversation: 'Conversation',
  welcome: 'Type a message, or speak. The answer is written as it comes and spoken sentence by sentence.',
  message: 'Message',
  placeholder: 'Say something…',
  send: 'Send',
  stop: 'Stop',
  speak: 'Speak',
  voice: 'Voice',
  keys: 'Enter sends, Shift + Enter starts a new line, Escape interrupts.',
  key: 'API key',
  unlock: 'Open',
  keyHint: 'This stack asks for a key. It stays in the memory of this page and is gone with it.',
  you: 'You',
  stack: 'Answer',
  engines: '{llm} answers, {tts} speaks',

  connecting: 'Connecting…',
  ready: 'Ready',
  listening: 'Listening…',
  hearing: 'Hearing…',
  thinking: 'Thinking…',
  speaking: 'Speaking…',
  interrupted: 'Interrupted',
  away: 'Disconnected',
  locked: 'Locked',
  limited: 'Rate limit reached',
  retryIn: 'next try in {seconds} s',
  waitFor: 'go on in {seconds} s',

  hearsStack: 'Click to speak and click again to send, or hold and let go. The stack listens.',
  hearsBrowser: 'Click to speak and click again to send, or hold and let go. Your browser listens.',
  hearsInsecure: 'No microphone here: browsers lend it only to https addresses and to this machine itself.',
  hearsNobody:
    'No microphone here: the stack has no engine that transcribes, and this browser has none either.',
  hearsUnrecorded: 'No microphone here: this browser neither records nor transcribes.',

  wrongKey: 'That key does not open this stack.',
  lost: 'The connection broke off.',
  refused: 'The stack answered {status} instead of letting us in.',
  microphoneDenied: 'The browser was not allowed to use the microphone.',
  microphoneAbsent: 'No microphone was found.',
  microphoneFailed: 'The microphone stopped working.',
  recogniserFailed: 'The browser could not transcribe what you said ({reason}). Typing works.',
  nothingHeard: 'Nothing was heard.',
  tooLong: 'That was too long a recording: 5 MB at most.',
  soundFailed: 'A sentence could not be played: its sound does not decode.',
  mute: 'No voice spoke: {reason}',

  latencies: 'Where the time went',
  measure: 'Stage',
  here: 'Measured here',
  told: 'Told by the stack',
  stageHearing: 'Hearing',
  stageFirstWord: 'Thinking, first word',
  stageAnswer: 'Thinking, whole answer',
  stageFirstSound: 'First sound, from sending',
  stageSpeech: 'Making the speech',
  stageLasted: 'Sound played for',
  stageTotal: 'Total, from sending',
  summary: 'First word {word} · first sound {sound}',
  failedBefore: '{engine} failed: {detail}',
};

/** @type {typeof en} */
const fr = {
  title: 'Parler',
  conversation: 'Conversation',
  welcome: 'Écrivez un message, ou parlez. La réponse s’écrit au fil de l’eau et se dit phrase par phrase.',
  message: 'Message',
  placeholder: 'Dites quelque chose…',
  send: 'Envoyer',
  stop: 'Arrêter',
  speak: 'Parler',
  voice: 'Voix',
  keys: 'Entrée envoie, Maj + Entrée va à la ligne, Échap interrompt.',
  key: 'Clé d’API',
  unlock: 'Ouvrir',
  keyHint: 'Ce serveur demande une clé. Elle reste dans la mémoire de cette page et disparaît avec elle.',
  you: 'Vous',
  stack: 'Réponse',
  engines: '{llm} répond, {tts} parle',

  connecting: 'Connexion…',
  ready: 'Prêt',
  listening: 'À l’écoute…',
  hearing: 'Transcription…',
  thinking: 'Réflexion…',
  speaking: 'Parole…',
  interrupted: 'Interrompu',
  away: 'Déconnecté',
  locked: 'Verrouillé',
  limited: 'Limite de débit atteinte',
  retryIn: 'nouvel essai dans {seconds} s',
  waitFor: 'reprise dans {seconds} s',

  hearsStack: 'Cliquez pour parler puis encore pour envoyer, ou tenez et relâchez. Le serveur écoute.',
  hearsBrowser:
    'Cliquez pour parler puis encore pour envoyer, ou tenez et relâchez. Votre navigateur écoute.',
  hearsInsecure: 'Pas de micro ici : les navigateurs ne le prêtent qu’en https et sur cette machine même.',
  hearsNobody: 'Pas de micro ici : ni le serveur ni ce navigateur n’ont de quoi transcrire.',
  hearsUnrecorded: 'Pas de micro ici : ce navigateur ne sait ni enregistrer ni transcrire.',

  wrongKey: 'Cette clé n’ouvre pas ce serveur.',
  lost: 'La connexion a été coupée.',
  refused: 'Le serveur a répondu {status} au lieu d’ouvrir.',
  microphoneDenied: 'Le navigateur n’a pas reçu le droit d’utiliser le micro.',
  microphoneAbsent: 'Aucun micro n’a été trouvé.',
  microphoneFailed: 'Le micro a cessé de fonctionner.',
  recogniserFailed: 'Le navigateur n’a pas pu transcrire vos paroles ({reason}). Vous pouvez écrire.',
  nothingHeard: 'Rien n’a été entendu.',
  tooLong: 'Cet enregistrement est trop long : 5 Mo au plus.',
  soundFailed: 'Une phrase n’a pas pu être jouée : son audio ne se décode pas.',
  mute: 'Aucune voix n’a parlé : {reason}',

  latencies: 'Où le temps est passé',
  measure: 'Étape',
  here: 'Mesuré ici',
  told: 'Dit par le serveur',
  stageHearing: 'Écoute',
  stageFirstWord: 'Réflexion, premier mot',
  stageAnswer: 'Réflexion, réponse entière',
  stageFirstSound: 'Premier son, depuis l’envoi',
  stageSpeech: 'Synthèse de la parole',
  stageLasted: 'Durée du son joué',
  stageTotal: 'Total, depuis l’envoi',
  summary: 'Premier mot {word} · premier son {sound}',
  failedBefore: '{engine} a échoué : {detail}',
};

const tables = { en, fr };

/** @typedef {keyof typeof en} TextId */
/** @typedef {(id: TextId, values?: Record<string, string | number>) => string} Say */

/**
 * The language of the page, after those the reader prefers; English where none of them is spoken here.
 * @param {readonly string[]} preferred BCP 47 tags
 * @returns {keyof typeof tables}
 */
export function languageOf(preferred) {
  const spoken = preferred.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find((language) => language === 'fr' || language === 'en') === 'fr' ? 'fr' : 'en';
}

/**
 * Says texts in a language, with `{name}` replaced by values.
 * @param {keyof typeof tables} language
 * @returns {Say}
 */
export const sayIn =
  (language) =>
  (id, values = {}) =>
    tables[language][id].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));

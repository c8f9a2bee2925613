import { speechFile, transcriptionCommand, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { allOf, answered } from '../domain/sample.ts';
import type { Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import type { HeardFacts } from '../probes/stt.ts';
import { defineDiagnosis } from './define.ts';
import { isCanned } from './speech-answers.ts';

/** In the field under 5 % is good, and over 10 % is poor. */
const POOR_PCT = 10;
/** With fewer words one wrong one is a large share. */
const FEWEST_WORDS = 30;
const SHOWN_CHARS = 120;

const wrong = ({ errors: { substitutions, deletions, insertions } }: HeardFacts): number =>
  substitutions + deletions + insertions;

const quoted = (text: string): string => JSON.stringify(text.slice(0, SHOWN_CHARS));

/** The recording of which least was understood. */
function worstOf(heard: readonly HeardFacts[]): Text[] {
  const [worst] = heard.toSorted((a, b) => wrong(b) / b.errors.words - wrong(a) / a.errors.words);
  if (!worst) return [];
  const [said, got] = [quoted(worst.said), quoted(worst.heard)];
  return [
    { en: `said: ${said}`, fr: `dit : ${said}` },
    { en: `understood: ${got}`, fr: `compris : ${got}` },
  ];
}

function heardIn(facts: Facts): HeardFacts[] {
  const stt = facts.observed('stt');
  return stt ? answered(allOf(stt)).map(({ reply }) => reply) : [];
}

export default defineDiagnosis({
  id: 'stt-inaccurate',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'More than 10 % of the words are wrong when the stack transcribes recordings of its own speech, over at least 30 words. The sentences are known, so the error rate is counted and not judged by ear.',
    fr: 'Plus de 10 % des mots sont faux quand la pile transcrit des enregistrements de sa propre parole, sur au moins 30 mots. Les phrases étant connues, le taux d’erreur est compté, pas jugé à l’oreille.',
  },
  detect(facts) {
    const rate = facts.number('stt.wer_pct');
    const heard = heardIn(facts);
    const words = heard.reduce((sum, { errors }) => sum + errors.words, 0);
    if (rate === undefined || rate <= POOR_PCT || words < FEWEST_WORDS) return undefined;
    // The stack's own speech was sent: the same sound for every text says nothing of the ear.
    if (isCanned(facts)) return undefined;
    // Nothing understood at all is another story.
    if (facts.number('stt.total_ms') === undefined) return undefined;
    const share = figure(rate, '%');
    const file = speechFile(facts.target);
    return {
      title: {
        en: `Of what the stack says it understands ${share} wrong`,
        fr: `De ce que la pile dit, elle comprend ${share} de travers`,
      },
      headline: { en: 'MISHEARD', fr: 'MAL ENTENDU' },
      evidence: [
        {
          en: `${words} words in ${heard.length} recordings of the stack’s own speech: ${share} wrong, missing or made up`,
          fr: `${words} mots en ${heard.length} enregistrements de la parole de la pile : ${share} faux, absents ou inventés`,
        },
        ...worstOf(heard),
      ],
      story: {
        en: 'The sentences are plain, and the sound is as clean as the stack itself makes it: a person in a room is harder. Either the voice is not understood, or the ear does not understand; who listens to one recording knows which.',
        fr: 'Les phrases sont simples et le son aussi propre que la pile le produit : une personne dans une pièce est plus difficile. Soit la voix n’est pas compréhensible, soit l’oreille ne comprend pas ; qui écoute un enregistrement sait laquelle.',
      },
      causes: ['speech-canned', 'speech-flawed'],
      remedy: [
        {
          text: {
            en: `Listen to ${file ?? 'what it says'}, then read what the stack makes of it`,
            fr: `Écouter ${file ?? 'ce qu’elle dit'}, puis lire ce que la pile en fait`,
          },
          ...typed(transcriptionCommand(facts.target)),
        },
        {
          text: {
            en: 'If you understand it: name the language to the transcriber instead of letting it guess, and try the next larger model',
            fr: 'Si vous la comprenez : dire la langue au transcripteur au lieu de le laisser deviner, et essayer le modèle au-dessus',
          },
        },
        {
          text: {
            en: 'If you do not: speak the language of the text with a voice of that language (samples.language says what ralph speaks)',
            fr: 'Sinon : dire le texte avec une voix de sa langue (samples.language est la langue que parle ralph)',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: `at most ${POOR_PCT} % of the words are wrong`,
            fr: `au plus ${POOR_PCT} % des mots sont faux`,
          },
          command: 'ralph review --only backend,stt',
          holds: false,
        },
      ],
      quip: {
        en: 'It talks to itself, and does not listen.',
        fr: 'Elle se parle à elle-même, et ne s’écoute pas.',
      },
    };
  },
});

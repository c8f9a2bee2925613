import { nameOf, typed, voiceSocketCommand } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { defineDiagnosis } from './define.ts';

/** One of two may have crossed the end of an answer. */
const LEAST_PCT = 50;

export default defineDiagnosis({
  id: 'barge-in-ignored',
  layer: 'turn',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Half of the interruptions or more change nothing: each was sent at the first sound of a long answer, and the sound went on to its end. One that is heeded late is `barge-in-slow`; an answer that was over anyway proves nothing and is not counted.',
    fr: 'La moitié des interruptions ou plus ne changent rien : chacune part au premier son d’une longue réponse, et le son continue jusqu’au bout. Une interruption suivie avec retard est `barge-in-slow` ; une réponse déjà finie ne prouve rien et n’est pas comptée.',
  },
  detect(facts) {
    const ignored = facts.number('voice_socket.barge_in_ignored_pct');
    if (ignored === undefined || ignored < LEAST_PCT) return undefined;
    const stop = facts.shown('voice_socket.barge_in_stop_ms') ?? '–';
    const interrupt = nameOf(facts.target, 'interrupt');
    const interrupted = nameOf(facts.target, 'interrupted') ?? 'interrupted';
    const ack = facts.shown('voice_socket.barge_in_ack_ms');
    return {
      title: {
        en: 'The stack talks on when it is interrupted',
        fr: 'La pile continue de parler quand on l’interrompt',
      },
      headline: { en: 'TALKS ON', fr: 'PARLE ENCORE' },
      evidence: [
        {
          en: `interrupted at the first sound of a long answer, it ignored ${figure(ignored, '%')} of the interruptions`,
          fr: `interrompue au premier son d’une longue réponse, elle a ignoré ${figure(ignored, '%')} des interruptions`,
        },
        {
          en: `last sound after the interruption: ${stop}`,
          fr: `dernier son après l’interruption : ${stop}`,
        },
        ack === undefined
          ? { en: 'it never said that it had heard', fr: 'elle n’a jamais dit avoir entendu' }
          : { en: `it said that it had heard after ${ack}`, fr: `elle a dit avoir entendu après ${ack}` },
      ],
      story: {
        en: 'Who speaks up in a conversation expects the other to fall silent. A client can mute its own loudspeaker, but a stack that goes on keeps model, voice and card busy with what nobody hears, and answers the next question later.',
        fr: 'Qui prend la parole attend que l’autre se taise. Un client peut couper son haut-parleur, mais une pile qui continue occupe modèle, voix et carte avec ce que personne n’entend, et répond plus tard à la question suivante.',
      },
      remedy: [
        {
          text:
            interrupt === undefined
              ? {
                  en: 'Interrupt it by hand as soon as sound comes',
                  fr: 'L’interrompre à la main dès que du son arrive',
                }
              : {
                  en: `Interrupt it by hand: type ${interrupt} as soon as sound comes`,
                  fr: `L’interrompre à la main : taper ${interrupt} dès que du son arrive`,
                },
          ...typed(voiceSocketCommand(facts.target)),
        },
        {
          text: {
            en: 'Read the socket while a turn is at work: a handler that awaits the whole turn sees the interruption only after it',
            fr: 'Lire la socket pendant qu’un tour travaille : un gestionnaire qui attend la fin du tour ne voit l’interruption qu’après',
          },
        },
        {
          text: {
            en: 'Cancel what is at work (task.cancel(), an AbortSignal), and drop the sentences that wait to be spoken',
            fr: 'Annuler ce qui travaille (task.cancel(), un AbortSignal), et jeter les phrases qui attendent d’être dites',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: `after an interruption no more sound comes, and one "${interrupted}"`,
            fr: `après une interruption il ne vient plus de son, et un « ${interrupted} »`,
          },
          command: 'ralph review --only backend,voice_socket',
          holds: false,
        },
      ],
      quip: {
        en: 'A good talker. Ask anyone who tried to answer.',
        fr: 'Beau parleur : demandez à qui a voulu répondre.',
      },
    };
  },
});

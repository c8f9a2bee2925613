import type { ChatFacts } from '../domain/chat.ts';
import { defineDiagnosis } from './define.ts';
import { chatAnswers, isWordless } from './wordless.ts';

/** One answer may be long by chance. */
const LEAST_SHARE = 0.2;
/** Evidence keeps as much of an answer; a longer one has its end elsewhere. */
const KEPT_CHARS = 400;
/** An answer that ends so was left in the middle of a sentence, or of a word. */
const BROKEN_OFF = /[\p{L}\p{N},;:–—-]$/u;
/** A model that never sets a full stop has a style; one that does, and then breaks off, was cut. */
const FULL_STOP = /[.!?…]["»”)]?\s/;
/** Some end without a full stop now and then. */
const MOST_UNENDED = 0.5;
const LEAST_UNENDED = 3;

const isUnended = ({ text }: ChatFacts): boolean => {
  const said = text?.trim() ?? '';
  return said.length > 0 && said.length < KEPT_CHARS && BROKEN_OFF.test(said);
};

/** The answers that were cut, and by what that shows. */
function cutAmong(answers: readonly ChatFacts[]) {
  const ended = answers.filter(({ finish }) => finish !== undefined);
  const byLimit = ended.filter(({ finish }) => finish === 'length');
  if (byLimit.length > 0 && byLimit.length >= LEAST_SHARE * ended.length)
    return { cut: byLimit, of: ended.length, isByLimit: true };
  const unended = answers.filter(isUnended);
  const isStyle = !answers.some(({ text }) => FULL_STOP.test(text ?? ''));
  return !isStyle && unended.length >= LEAST_UNENDED && unended.length > MOST_UNENDED * answers.length
    ? { cut: unended, of: answers.length, isByLimit: false }
    : undefined;
}

export default defineDiagnosis({
  id: 'answer-cut',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Answers break off: the stack says that a limit of tokens ended them, or most of them stop in the middle of a sentence and are handed on as whole, with a 200. One that ends without a full stop is nothing; that most of them do is no style. It is told from stream-broken, where the stream itself ends in an error. It matters because a voice says half a sentence, and because half an answer is quick.',
    fr: 'Les réponses s’interrompent : la pile dit qu’une limite de tokens les a finies, ou la plupart s’arrêtent au milieu d’une phrase et sont transmises comme entières, avec un 200. Une seule qui finit sans point n’est rien ; que la plupart le fassent n’est pas un style. À distinguer de stream-broken, où le flux lui-même finit par une erreur. C’est important parce qu’une voix dit une demi-phrase, et parce qu’une demi-réponse est rapide.',
  },
  detect(facts) {
    const found = cutAmong(chatAnswers(facts).filter((answer) => !isWordless(answer)));
    const [first] = found?.cut ?? [];
    if (!found || !first) return undefined;
    const share = `${found.cut.length}/${found.of}`;
    const end = (first.text ?? '').slice(-60);
    return {
      title: found.isByLimit
        ? {
            en: `${share} answers are cut off by the limit of tokens`,
            fr: `${share} réponses sont coupées par la limite de tokens`,
          }
        : {
            en: `${share} answers stop in the middle of a sentence, as if that were all`,
            fr: `${share} réponses s’arrêtent au milieu d’une phrase, comme si c’était tout`,
          },
      headline: { en: 'ANSWERS CUT OFF', fr: 'RÉPONSES COUPÉES' },
      evidence: [
        found.isByLimit
          ? {
              en: `${share} answers ended because of their length (finish: length)`,
              fr: `${share} réponses finies à cause de leur longueur (finish: length)`,
            }
          : {
              en: `${share} answers came with 200 and end without the end of a sentence`,
              fr: `${share} réponses venues avec 200 finissent sans fin de phrase`,
            },
        { en: `one of them: “…${end}”`, fr: `l’une d’elles : « …${end} »` },
      ],
      story: {
        en: 'The question asks for one or two sentences. A voice that is fed such answers stops in the middle of a sentence, and the times say how long so many tokens take, not how long an answer does.',
        fr: 'La question demande une ou deux phrases. Une voix nourrie de telles réponses s’arrête au milieu d’une phrase, et les temps disent ce que durent tant de tokens, pas ce que dure une réponse.',
      },
      remedy: [
        ...(found.isByLimit
          ? []
          : [
              {
                text: {
                  en: 'Look for a stream of the provider that breaks off and is taken for its end: an answer is whole when the stream says so ([DONE], finish_reason), not when it stops',
                  fr: 'Chercher un flux du fournisseur qui s’interrompt et qu’on prend pour sa fin : une réponse est entière quand le flux le dit ([DONE], finish_reason), pas quand il s’arrête',
                },
              },
            ]),
        {
          text: {
            en: 'Tell the model in its system prompt to answer in one or two short sentences',
            fr: 'Dire au modèle, dans son prompt système, de répondre en une ou deux phrases courtes',
          },
        },
        {
          text: {
            en: 'Or give answers more room: in the config, and in the limit of the server itself if it has one',
            fr: 'Ou donner plus de place aux réponses : dans la config, et dans la limite du serveur s’il en a une',
          },
          code: { language: 'yaml', lines: ['target:', '  max_tokens: 512'] },
        },
      ],
      unblock: [
        {
          text: { en: 'answers end by themselves', fr: 'les réponses finissent d’elles-mêmes' },
          command: 'ralph review --only backend,llm,llm_stream',
          holds: false,
        },
      ],
      quip: { en: 'And the moral of the story is that', fr: 'Et la morale de l’histoire est que' },
    };
  },
});

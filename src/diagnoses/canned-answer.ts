import { cannedAnswers } from '../domain/chat.ts';
import { chatCommand, checkedBy, typed } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { allOf, answered } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';
import { nothingButApologies } from './provider-down-behind-200.ts';

export default defineDiagnosis({
  id: 'canned-answer',
  layer: 'service',
  explains: ['llm', 'backend', 'e2e', 'e2e-audio', 'websocket', 'stats'],
  otherwise: 'warning',
  about: {
    en: 'Chat answers 200 with sentences that no language model wrote for the question: each question names a word to take up, and the answer does not, and comes word for word for several of them, or apologises. Where nothing but apologies come, it is provider-down-behind-200; where a model strays now and then, it is nothing. Greetings that are answered off the shelf are not met here, because every question is new. It matters because such answers are fast, and their latency says nothing.',
    fr: 'Le chat répond 200 avec des phrases qu’aucun modèle de langue n’a écrites pour la question : chaque question cite un mot à reprendre, la réponse ne le reprend pas, et vient mot pour mot pour plusieurs d’entre elles, ou s’excuse. S’il ne vient que des excuses, c’est provider-down-behind-200 ; si un modèle s’égare parfois, ce n’est rien. Les salutations à réponse toute prête ne se rencontrent pas ici, car chaque question est nouvelle. C’est grave parce que de telles réponses sont rapides, et que leur latence ne dit rien.',
  },
  detect(facts) {
    const llm = facts.observed('llm');
    // Nothing but apologies is the story of a provider.
    if (!llm || nothingButApologies(facts)) return undefined;
    const replies = answered(allOf(llm.unique));
    const canned = cannedAnswers(replies);
    const [first] = canned;
    if (!first) return undefined;
    const excerpt = first.reply.text?.slice(0, 120) ?? '';
    const all = canned.length === replies.length;
    const share = `${canned.length}/${replies.length}`;
    const none = facts.number('llm.e2el_ms') === undefined;
    return {
      title: all
        ? {
            en: 'Chat answers 200 with a canned sentence: no language model speaks',
            fr: 'Le chat répond 200 avec une phrase toute faite : aucun modèle ne parle',
          }
        : {
            en: `${share} chat answers are canned, not the language model’s`,
            fr: `${share} réponses du chat sont toutes faites, pas celles du modèle`,
          },
      // What a model did answer was judged by its own figures.
      ...(none ? {} : { explains: [] }),
      headline: { en: 'CANNED ANSWERS', fr: 'RÉPONSES TOUTES FAITES' },
      evidence: [
        {
          en: `${share} answers, the first after ${figure(first.wallMs, 'ms')}: “${excerpt}”`,
          fr: `${share} réponses, la première après ${figure(first.wallMs, 'ms')} : « ${excerpt} »`,
        },
        {
          en: 'the question named a word to use; the answer does not take it up',
          fr: 'la question citait un mot à reprendre ; la réponse ne le reprend pas',
        },
      ],
      story: {
        en: 'A sentence off the shelf stands in: for a model that was never asked, or for one that failed. Its latency is not that of a model.',
        fr: 'Une phrase toute prête tient lieu de réponse : celle d’un modèle jamais interrogé, ou qui a échoué. Sa latence n’est pas celle d’un modèle.',
      },
      remedy: [
        {
          text: {
            en: 'See the answer and the model it names',
            fr: 'Voir la réponse et le modèle qu’elle nomme',
          },
          ...typed(chatCommand(facts.target, ['answer', 'model', 'time'])),
        },
        {
          text: {
            en: 'Look for where such sentences are kept in the code (greetings, fallbacks, a demo mode), and for what makes it take them: a missing key, a quota, an exception that is swallowed',
            fr: 'Chercher où ces phrases sont gardées dans le code (salutations, replis, mode démo), et ce qui l’y mène : une clé absente, un quota, une exception avalée',
          },
        },
        {
          text: {
            en: 'Answer 503 when the model is gone, so that a client and a gate can see it',
            fr: 'Répondre 503 quand le modèle n’est plus là, pour que client et contrôle le voient',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'the answer takes up the question', fr: 'la réponse reprend la question' },
          ...checkedBy(chatCommand(facts.target, 'answer')),
          holds: false,
        },
      ],
      quip: {
        en: 'A parrot answers at once, too.',
        fr: 'Un perroquet aussi répond tout de suite.',
      },
    };
  },
});

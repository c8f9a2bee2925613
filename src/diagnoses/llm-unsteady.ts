import { chatCommand, repeated, typed } from '../domain/commands.ts';
import { describeFailure, failed, isRateLimit, saysWhy } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'llm-unsteady',
  layer: 'service',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Some chat turns are answered and some are not. Latencies are of those that were; the share that failed is told here, since an average over all of them would flatter.',
    fr: 'Certains tours de chat reçoivent une réponse, d’autres non. Les latences sont celles des premiers ; la part en échec est dite ici, car une moyenne sur tous flatterait.',
  },
  detect(facts) {
    const llm = facts.observed('llm');
    if (!llm || facts.number('llm.e2el_ms') === undefined) return undefined;
    const { warm } = llm.unique;
    const failures = failed(warm).filter((failure) => !isRateLimit(failure) && !saysWhy(failure));
    const [first] = failures;
    if (!first) return undefined;
    const how = describeFailure(first);
    const share = `${failures.length}/${warm.length}`;
    return {
      title: {
        en: `${share} chat turns have no answer: ${how.en}`,
        fr: `${share} tours de chat sans réponse : ${how.fr}`,
      },
      headline: { en: 'LLM UNSTEADY', fr: 'LLM INSTABLE' },
      evidence: failures.slice(0, 5).map(describeFailure),
      story: {
        en: 'The latency is that of the turns that were answered. A person who talks to this stack meets the others as well.',
        fr: 'La latence est celle des tours qui ont eu une réponse. Une personne qui parle à cette pile rencontre aussi les autres.',
      },
      causes: ['stack-died'],
      remedy: [
        {
          text: {
            en: 'Ask again and again, and see what fails',
            fr: 'Redemander plusieurs fois, et voir ce qui échoue',
          },
          ...typed(repeated(20, chatCommand(facts.target, 'answer-or-all'))),
        },
        {
          text: {
            en: 'Look for these failures in the backend’s log: time-outs, quotas and restarts of the provider',
            fr: 'Chercher ces échecs dans le journal du backend : délais, quotas et redémarrages du fournisseur',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'every chat turn is answered', fr: 'chaque tour de chat a une réponse' },
          command: 'ralph review --only backend,llm --samples 20',
          holds: false,
        },
      ],
      quip: {
        en: 'It answers most of the time, like a teenager.',
        fr: 'Il répond la plupart du temps, comme un adolescent.',
      },
    };
  },
});

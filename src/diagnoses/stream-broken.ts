import { chatStreamCommand, typed } from '../domain/commands.ts';
import { allOf, describeFailure, failed, isRateLimit, saysWhy } from '../domain/sample.ts';
import { defineDiagnosis } from './define.ts';

export default defineDiagnosis({
  id: 'stream-broken',
  layer: 'turn',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Streamed answers break off, end without their end mark, or cannot be read, while others or the whole answers come. A server that ends an answer on purpose at a limit of tokens is `answer-cut`.',
    fr: 'Des réponses en flux s’interrompent, finissent sans leur marque de fin, ou ne se lisent pas, alors que d’autres ou les réponses entières arrivent. Un serveur qui arrête exprès une réponse à une limite de jetons est `answer-cut`.',
  },
  detect(facts) {
    const [llm, stream] = [facts.observed('llm'), facts.observed('llm_stream')];
    // Where no answer comes at all, that is the story.
    if (!stream || (llm && facts.number('llm.e2el_ms') === undefined)) return undefined;
    const samples = allOf(stream);
    const failures = failed(samples).filter((failure) => !isRateLimit(failure) && !saysWhy(failure));
    const [first] = failures;
    if (!first) return undefined;
    const how = describeFailure(first);
    const share = `${failures.length}/${samples.length}`;
    return {
      title: {
        en: `${share} streamed answers do not come whole: ${how.en}`,
        fr: `${share} réponses en flux n’arrivent pas entières : ${how.fr}`,
      },
      headline: { en: 'STREAM BROKEN', fr: 'FLUX CASSÉ' },
      evidence: [
        ...new Map(failures.map((each) => [describeFailure(each).en, describeFailure(each)])).values(),
      ].slice(0, 5),
      story: {
        en: 'An answer that is asked for as a stream is the one that a voice starts to speak while it comes. Here a client is left with half of it, or with something that it cannot read.',
        fr: 'La réponse demandée en flux est celle qu’une voix commence à dire pendant qu’elle vient. Ici le client en reste à la moitié, ou à quelque chose d’illisible.',
      },
      causes: ['stack-died'],
      remedy: [
        {
          text: { en: 'Watch it come', fr: 'La regarder venir' },
          ...typed(chatStreamCommand(facts.target)),
        },
        {
          text: {
            en: 'Ask the server without the proxy in between, then look for its error in the log of the one that breaks it',
            fr: 'Interroger le serveur sans le proxy, puis chercher son erreur dans le journal de celui qui la casse',
          },
        },
      ],
      unblock: [
        {
          text: { en: 'streams come whole', fr: 'les flux arrivent entiers' },
          command: 'ralph review --only backend,llm,llm_stream',
          holds: false,
        },
      ],
      quip: { en: 'The rest of this sentence was', fr: 'La suite de cette phrase était' },
    };
  },
});

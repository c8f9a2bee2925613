import {
  chatStreamCommand,
  checkedBy,
  nameOf,
  socketCommand,
  speechStreamCommand,
  typed,
} from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { same, type Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';
import { lateStream } from './stream-late.ts';

/** One answer alone may be short and late by chance. */
const FEWEST = 2;

/** "a, b and c" */
const listed = (names: readonly string[], and: string): string =>
  [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(` ${and} `);

interface Fake {
  readonly route: Text;
  readonly evidence: Text;
  readonly command: string | undefined;
}

/** A route by the name that the dialect has for it. */
function routeOf(facts: Facts, name: Parameters<typeof nameOf>[1], described: Text): Text {
  const named = nameOf(facts.target, name);
  return named === undefined ? described : same(named);
}

const isFake = (facts: Facts, metric: `${'llm_stream' | 'tts_stream' | 'websocket'}.fake_pct`): boolean =>
  facts.number(metric) === 100 && facts.samples(metric) >= FEWEST;

function words(facts: Facts): Fake[] {
  const [first, whole] = [facts.number('llm_stream.ttft_ms'), facts.number('llm_stream.e2el_ms')];
  if (!isFake(facts, 'llm_stream.fake_pct') || first === undefined || whole === undefined) return [];
  const count = facts.samples('llm_stream.fake_pct');
  const [early, late] = [figure(first, 'ms'), figure(whole, 'ms')];
  const route = routeOf(facts, 'chatStream', { en: 'the streamed chat', fr: 'le chat en flux' });
  return [
    {
      route,
      evidence: {
        en: `${route.en}: first word after ${early}, complete after ${late} (medians); so in all ${count} answers`,
        fr: `${route.fr} : premier mot après ${early}, complet après ${late} (médianes) ; ainsi dans les ${count} réponses`,
      },
      command: chatStreamCommand(facts.target),
    },
  ];
}

function speech(facts: Facts): Fake[] {
  const [first, last] = [facts.number('tts_stream.ttfb_ms'), facts.number('tts_stream.total_ms')];
  if (!isFake(facts, 'tts_stream.fake_pct') || first === undefined || last === undefined) return [];
  const count = facts.samples('tts_stream.fake_pct');
  const [early, late] = [figure(first, 'ms'), figure(last, 'ms')];
  const route = routeOf(facts, 'speechStream', { en: 'the streamed speech', fr: 'la parole en flux' });
  return [
    {
      route,
      evidence: {
        en: `${route.en}: first sound after ${early}, last after ${late} (medians); so in all ${count} passages of three sentences`,
        fr: `${route.fr} : premier son après ${early}, dernier après ${late} (médianes) ; ainsi dans les ${count} passages de trois phrases`,
      },
      command: speechStreamCommand(facts.target),
    },
  ];
}

function socket(facts: Facts): Fake[] {
  const first = facts.number('websocket.ttft_ms');
  // Words that are late on the socket alone are another story, however they come then.
  if (!isFake(facts, 'websocket.fake_pct') || first === undefined || lateStream(facts)) return [];
  const count = facts.samples('websocket.fake_pct');
  const early = figure(first, 'ms');
  const route = routeOf(facts, 'socket', { en: 'the socket', fr: 'la socket' });
  return [
    {
      route,
      evidence: {
        en: `${route.en}: first token after ${early} (median), all the others with it or right behind; so in all ${count} turns`,
        fr: `${route.fr} : premier token après ${early} (médiane), tous les autres avec lui ou juste derrière ; ainsi dans les ${count} tours`,
      },
      command: socketCommand(facts.target),
    },
  ];
}

export default defineDiagnosis({
  id: 'fake-streaming',
  layer: 'turn',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'An answer is sent as a stream, and all of it comes at its end: the first piece no sooner than the whole, in at least two answers. It is told from the arrival of each piece at the socket, so a slow first token alone does not raise it.',
    fr: 'Une réponse est envoyée en flux, et tout arrive à la fin : le premier morceau pas avant l’ensemble, dans au moins deux réponses. Cela se voit à l’arrivée de chaque morceau sur la socket ; un premier jeton lent n’y suffit pas.',
  },
  detect(facts) {
    const fakes = [...words(facts), ...speech(facts), ...socket(facts)];
    if (fakes.length === 0) return undefined;
    const routes = fakes.map(({ route }) => route);
    return {
      title: {
        en: `${listed(
          routes.map(({ en }) => en),
          'and',
        )} streams in name only: all of it comes at the end`,
        fr: `${listed(
          routes.map(({ fr }) => fr),
          'et',
        )} : un flux de nom seulement, tout arrive à la fin`,
      },
      headline: { en: 'FAKE STREAMING', fr: 'FAUX FLUX' },
      evidence: fakes.map(({ evidence }) => evidence),
      story: {
        en: 'A stream is there so that a voice can start before the end. Here nothing comes until everything is made: whoever listens waits as long as without a stream.',
        fr: 'Un flux existe pour qu’une voix commence avant la fin. Ici rien ne vient avant que tout soit fait : qui écoute attend autant que sans flux.',
      },
      remedy: [
        {
          text: { en: 'See it come by hand', fr: 'Le voir arriver, à la main' },
          ...typed(...fakes.map(({ command }) => command)),
        },
        {
          text: {
            en: 'Send each piece when it is made: look for what joins the whole answer first, a proxy that buffers, or compression; if the engine itself is late and then quick, a quicker first piece is up to it',
            fr: 'Envoyer chaque morceau dès qu’il est fait : chercher ce qui assemble d’abord toute la réponse, un proxy qui retient, ou une compression ; si le moteur lui-même tarde puis va vite, c’est de lui que dépend un premier morceau plus tôt',
          },
        },
      ],
      unblock: fakes.map(({ route, command }) => ({
        text: {
          en: `the first piece of ${route.en} comes well before the last`,
          fr: `le premier morceau de ${route.fr} arrive bien avant le dernier`,
        },
        ...checkedBy(command),
        holds: false,
      })),
      quip: {
        en: 'A tap that fills the bucket first.',
        fr: 'Un robinet qui remplit d’abord le seau.',
      },
    };
  },
});

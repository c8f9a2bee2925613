import {
  chatCommand,
  checkedBy,
  inTurn,
  repeated,
  speechCommand,
  transcriptionCommand,
  typed,
} from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { allOf } from '../domain/sample.ts';
import { rolesLine } from '../domain/service-vram.ts';
import type { ServiceRole } from '../domain/target.ts';
import type { Facts } from '../probes/facts.ts';
import type { MemoryWindow, ProcessMemory } from '../probes/memory-watch.ts';
import { defineDiagnosis } from './define.ts';

/** The bundled stack kept up to 23 MiB after its first series, with 3 to 50 samples: a heap breathes. */
const LEAST_MIB = 64;
/** A window with fewer requests says nothing of what each of them keeps. */
const LEAST_REQUESTS = 3;
/** What a model or a cache takes on first use lies in one window; a leak is in each, this share of the mean at least. */
const EVEN_SHARE = 1 / 4;

/** A process that is watched: of one server all of it, of several what one of them holds. */
type Watched = ProcessMemory & { readonly roles?: readonly ServiceRole[] };

/** How many requests each probe put, those that it threw away included. */
function requestsOf(facts: Facts, { roles }: Watched): Readonly<Record<string, number>> {
  const { warmup } = facts.scenario;
  const [llm, tts, turn] = [facts.observed('llm'), facts.observed('tts'), facts.observed('turn')];
  const again = llm && llm.repeated.length > 0 ? llm.repeated.length + 1 : 0;
  const asked = {
    ...(llm && { llm: allOf(llm.unique).length + warmup + again }),
    ...(tts && { tts: allOf(tts).length + warmup }),
    ...(turn && { turn: allOf(turn).length + warmup }),
  };
  const more = (['llm_stream', 'tts_stream', 'stt', 'voice'] as const).flatMap((probe) => {
    const series = facts.observed(probe);
    return series ? [[probe, allOf<unknown>(series).length + warmup] as const] : [];
  });
  // What a series asks of another server leaves nothing with this one.
  const isOwn = (probe: string): boolean => !roles || roles.some((role) => ASKS[probe]?.includes(role));
  return Object.fromEntries([...Object.entries(asked), ...more].filter(([probe]) => isOwn(probe)));
}

/** Which of several servers each series asks. */
const ASKS: Readonly<Record<string, readonly ServiceRole[]>> = {
  ...{ llm: ['llm'], llm_stream: ['llm'], tts: ['tts'], tts_stream: ['tts'] },
  ...{ turn: ['llm', 'tts'], stt: ['stt'], voice: ['stt', 'llm', 'tts'] },
};

const grownMib = ({ fromMib, toMib }: MemoryWindow): number => toMib - fromMib;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** By how much each of its requests makes a process grow; undefined where it does not. */
function growthOf(facts: Facts, watched: Watched) {
  const asked = requestsOf(facts, watched);
  const own = watched.roles ? watched.windows.filter(({ probe }) => probe in asked) : watched.windows;
  // In the first window everything warms up.
  const later = own
    .slice(1)
    .map((window) => ({ ...window, mib: grownMib(window), requests: asked[window.probe] ?? 0 }))
    .filter(({ requests }) => requests >= LEAST_REQUESTS);
  const [mib, requests] = [sum(later.map((each) => each.mib)), sum(later.map((each) => each.requests))];
  const each = mib / requests;
  const isEven = later.every((window) => window.mib / window.requests >= EVEN_SHARE * each);
  return later.length < 2 || mib < LEAST_MIB || !isEven ? undefined : { watched, later, mib, requests, each };
}

/** Puts the same questions again. */
function askingAgain({ target }: Facts, roles: readonly ServiceRole[] = ['llm']): string | undefined {
  if (roles.includes('llm') || roles.includes('socket')) return chatCommand(target, 'model');
  return roles.includes('tts') ? speechCommand(target) : transcriptionCommand(target);
}

export default defineDiagnosis({
  id: 'memory-leak',
  layer: 'runtime',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'The resident memory of the serving process grows with every request, in every series after the first, and evenly. A model or a cache that loads on first use lies in one series; a heap that breathes stays under 64 MiB; neither is one. It matters because it ends with the memory of the machine, in the middle of somebody’s sentence.',
    fr: 'La mémoire résidente du processus qui sert croît à chaque requête, dans chaque série après la première, et régulièrement. Un modèle ou un cache chargé au premier usage tient dans une seule série ; un tas qui respire reste sous 64 Mio ; ni l’un ni l’autre n’en est une. C’est important, car cela finit avec la mémoire de la machine, au milieu d’une phrase.',
  },
  detect(facts) {
    const memory = facts.observed('memory');
    const grown = (memory ? (memory.services ?? [memory]) : [])
      .flatMap((watched) => growthOf(facts, watched) ?? [])
      .toSorted((a, b) => b.mib - a.mib);
    const [worst, ...others] = grown;
    if (!worst) return undefined;
    const { watched, later, mib, requests, each } = worst;
    const name = watched.roles ? rolesLine(watched.roles) : undefined;
    const { pid, atRestMib, afterMib } = watched;
    const [more, share] = [figure(mib, 'MiB'), figure(each, 'MiB')];
    const whose = name === undefined ? '' : ` (${name})`;
    const watch = `ps -o rss= -p ${pid}`;
    const load = repeated(50, askingAgain(facts, watched.roles));
    return {
      title: {
        en: `${name === undefined ? 'Memory' : `Memory of ${name}`} grows with every request: ${more} in ${requests} requests, after everything had been warm`,
        fr: `La mémoire${name === undefined ? '' : ` de ${name}`} croît à chaque requête : ${more} en ${requests} requêtes, une fois tout échauffé`,
      },
      headline: { en: 'MEMORY LEAK', fr: 'FUITE DE MÉMOIRE' },
      evidence: [
        {
          en: `process ${pid}${whose}: ${figure(atRestMib, 'MiB')} at rest${afterMib === null ? '' : `, ${figure(afterMib, 'MiB')} after the load`}`,
          fr: `processus ${pid}${whose} : ${figure(atRestMib, 'MiB')} au repos${afterMib === null ? '' : `, ${figure(afterMib, 'MiB')} après la charge`}`,
        },
        ...later.map((window) => ({
          en: `${window.probe}: ${figure(window.fromMib, 'MiB')} → ${figure(window.toMib, 'MiB')} in ${window.requests} requests`,
          fr: `${window.probe} : ${figure(window.fromMib, 'MiB')} → ${figure(window.toMib, 'MiB')} en ${window.requests} requêtes`,
        })),
        ...others.map((other) => {
          const [whom, held] = [rolesLine(other.watched.roles ?? []), figure(other.mib, 'MiB')];
          return {
            en: `${whom} grows as well, by ${held} in ${other.requests} requests`,
            fr: `${whom} croît aussi, de ${held} en ${other.requests} requêtes`,
          };
        }),
      ],
      story: {
        en: `A warm-up levels off; this grew in each series, by about ${share} a request. At that rate it ends when the machine’s memory does, in the middle of somebody’s sentence.`,
        fr: `Un échauffement finit par un palier ; ici chaque série croît, d’environ ${share} par requête. À ce rythme, tout finit avec la mémoire de la machine, au milieu d’une phrase.`,
      },
      remedy: [
        {
          text: {
            en: 'See whether it levels off under more turns; if it does, it is a cache, and wants a limit you know',
            fr: 'Voir si un palier vient après d’autres tours ; s’il vient, c’est un cache, dont il faut connaître la limite',
          },
          ...typed(watch, ...(load === undefined ? [] : [load, watch])),
        },
        {
          text: {
            en: 'See what is kept: in Python with memray; in Node with a heap snapshot before and after',
            fr: 'Voir ce qui est gardé : en Python avec memray ; en Node avec un instantané du tas avant et après',
          },
          code: {
            language: 'bash',
            lines: [
              `memray attach ${pid}`,
              '# started with: node --heapsnapshot-signal=SIGUSR2 …',
              `kill -USR2 ${pid}`,
            ],
          },
        },
        {
          text: {
            en: 'Look for what grows by request: histories of sessions, caches without a limit, audio kept in a list, listeners never removed',
            fr: 'Chercher ce qui croît à chaque requête : historiques de sessions, caches sans limite, audio gardé dans une liste, écouteurs jamais retirés',
          },
        },
      ],
      unblock: [
        {
          text: {
            en: `50 more turns add less than ${LEAST_MIB} MiB`,
            fr: `50 tours de plus ajoutent moins de ${LEAST_MIB} MiB`,
          },
          ...checkedBy(load && inTurn([watch, load, watch])),
          holds: false,
        },
      ],
      quip: {
        en: 'It forgets nothing. That is not a compliment.',
        fr: 'Il n’oublie rien. Ce n’est pas un compliment.',
      },
    };
  },
});

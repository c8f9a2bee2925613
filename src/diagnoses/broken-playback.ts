import { nameOf, speechStreamCommand, typed, voiceSocketCommand } from '../domain/commands.ts';
import { figure } from '../domain/figure.ts';
import { same, type Text } from '../domain/text.ts';
import type { Facts } from '../probes/facts.ts';
import { defineDiagnosis } from './define.ts';

/** One stream that starves may be a hiccup of the machine. */
const MOST_WHOLE_PCT = 50;
const FEWEST = 2;
/** Shorter than this nobody minds. */
const LEAST_GAP_MS = 100;

interface Halting {
  readonly route: Text;
  readonly gapMs: number;
  readonly wholePct: number;
  /** Time to the last sound / duration of the sound. */
  readonly rtf: number | undefined;
  readonly command: string | undefined;
}

function halting(
  facts: Facts,
  probe: 'tts_stream' | 'voice_socket',
  about: Pick<Halting, 'route' | 'rtf' | 'command'>,
): Halting[] {
  const [wholePct, gapMs] = [facts.number(`${probe}.c100_pct`), facts.number(`${probe}.underrun_ms`)];
  const count = facts.samples(probe === 'tts_stream' ? 'tts_stream.ttfb_ms' : 'voice_socket.v2v_ms');
  if (wholePct === undefined || gapMs === undefined || count < FEWEST) return [];
  return wholePct <= MOST_WHOLE_PCT && gapMs > LEAST_GAP_MS ? [{ ...about, gapMs, wholePct }] : [];
}

export default defineDiagnosis({
  id: 'broken-playback',
  layer: 'turn',
  explains: [],
  otherwise: 'warning',
  about: {
    en: 'Speech that is streamed and played while it comes runs dry: a player that starts with the first sound has nothing left to play before the next piece is there. Told from fake-streaming (nothing comes before the end, so nothing can run dry) and from a late first sound by replaying the arrivals of every piece against the duration of the sound in it. A quick first byte hides it from every check that stops there.',
    fr: 'Une parole en flux, jouée pendant qu’elle arrive, se tarit : un lecteur qui part au premier son n’a plus rien à jouer avant le morceau suivant. Se distingue de fake-streaming (rien ne vient avant la fin, donc rien ne se tarit) et d’un premier son tardif : l’arrivée de chaque morceau est rejouée contre la durée du son qu’il porte. Un premier octet rapide le cache à tout contrôle qui s’arrête là.',
  },
  detect(facts) {
    const stream = nameOf(facts.target, 'speechStream');
    const found = [
      ...halting(facts, 'tts_stream', {
        route: stream === undefined ? { en: 'the streamed speech', fr: 'la parole en flux' } : same(stream),
        rtf: facts.number('tts_stream.rtf'),
        command: speechStreamCommand(facts.target),
      }),
      ...halting(facts, 'voice_socket', {
        route: { en: 'the voice socket', fr: 'la socket vocale' },
        rtf: undefined,
        command: voiceSocketCommand(facts.target),
      }),
    ];
    const [worst] = found.toSorted((a, b) => b.gapMs - a.gapMs);
    if (!worst) return undefined;
    const gap = figure(worst.gapMs, 'ms');
    const isSlow = found.some(({ rtf }) => rtf !== undefined && rtf >= 1);
    return {
      title: {
        en: `Speech breaks off for up to ${gap} while it is played (${worst.route.en})`,
        fr: `La parole s’interrompt jusqu’à ${gap} pendant l’écoute (${worst.route.fr})`,
      },
      headline: { en: 'BROKEN PLAYBACK', fr: 'LECTURE HACHÉE' },
      evidence: found.map(({ route, gapMs, wholePct, rtf }) => {
        const [longest, whole] = [figure(gapMs, 'ms'), figure(wholePct, '%')];
        const pace = rtf === undefined ? '' : `, RTF ${figure(rtf, 'ratio')}`;
        return {
          en: `${route.en}: longest gap ${longest}, ${whole} of the streams play without one${pace}`,
          fr: `${route.fr} : plus long trou ${longest}, ${whole} des flux s’écoutent sans trou${pace}`,
        };
      }),
      story: isSlow
        ? {
            en: 'Speech is made more slowly than it is played, so every player runs dry, however soon it starts. A buffer only moves the gap.',
            fr: 'La parole est produite moins vite qu’elle n’est jouée : tout lecteur se tarit, si tôt qu’il parte. Un tampon ne fait que déplacer le trou.',
          }
        : {
            en: 'Speech is made fast enough in all, but not when it is needed: a piece stands still on its way while the player has played the one before it to its end.',
            fr: 'La parole est produite assez vite au total, mais pas au bon moment : un morceau reste en route alors que le lecteur a fini le précédent.',
          },
      causes: ['tts-slow', 'speech-slows-down', 'cpu-fallback', 'canned-filler'],
      remedy: [
        {
          text: { en: 'See the pieces come by hand', fr: 'Voir arriver les morceaux, à la main' },
          ...typed(...found.map(({ command }) => command)),
        },
        {
          text: isSlow
            ? {
                en: 'Make speech faster than real time: a lighter voice, the GPU, or fewer at once',
                fr: 'Produire la parole plus vite que le temps réel : une voix plus légère, le GPU, ou moins de flux à la fois',
              }
            : {
                en: 'Begin the next sentence while the one before it is spoken, and send each piece when it is made: look for a lock or a queue between sentences, and for a proxy that holds small writes back',
                fr: 'Commencer la phrase suivante pendant que la précédente est dite, et envoyer chaque morceau dès qu’il est fait : chercher un verrou ou une file entre les phrases, et un proxy qui retient les petites écritures',
              },
        },
      ],
      unblock: [
        {
          text: {
            en: 'no stream starves a player for more than 100 ms',
            fr: 'aucun flux n’affame un lecteur plus de 100 ms',
          },
          command: 'ralph review --only backend,tts,tts_stream,voice_socket',
          holds: false,
        },
      ],
      quip: { en: 'A pause for effect. Another', fr: 'Une pause pour l’effet. Encore' },
    };
  },
});

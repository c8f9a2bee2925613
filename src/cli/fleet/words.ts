import type { Lang } from '../../domain/text.ts';

/** What is said while a fleet is reviewed. */
export const FLEET_WORDS = {
  en: {
    done: (done: number, all: number) => `${done} of ${all} stacks`,
    measured: (count: number) => `${count} being measured`,
    waits: (count: number) => `${count} not taken yet`,
    ended: (count: number) => `${count} to be judged`,
    probes: (done: number, of: number) => `${done} of ${of} probes`,
    begins: 'begins',
    more: (count: number) => `${count} more are being measured`,
  },
  fr: {
    done: (done: number, all: number) => `${done} pile${done === 1 ? '' : 's'} sur ${all}`,
    measured: (count: number) => `${count} en cours de mesure`,
    waits: (count: number) => `${count} pas encore prise${count === 1 ? '' : 's'}`,
    ended: (count: number) => `${count} à juger`,
    probes: (done: number, of: number) => `${done} sonde${done === 1 ? '' : 's'} sur ${of}`,
    begins: 'commence',
    more: (count: number) => `${count} de plus en cours de mesure`,
  },
} as const satisfies Record<Lang, unknown>;

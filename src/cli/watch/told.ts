import { same, type Text } from '../../domain/text.ts';
import { age } from '../age.ts';
import { EXIT } from '../exit-codes.ts';
import { localTime } from './local-time.ts';
import { MOST_COUNTED } from './schedule.ts';
import type { WatchEvent } from './watch-loop.ts';

const ENDINGS: Readonly<Record<number, Text>> = {
  [EXIT.passed]: { en: 'the gate is passed', fr: 'la porte est franchie' },
  [EXIT.failed]: { en: 'the gate is failed', fr: 'la porte est fermée' },
  [EXIT.usage]: { en: 'it could not be carried out', fr: 'il n’a pas pu être mené' },
  [EXIT.inconclusive]: { en: 'ralph could not conclude', fr: 'ralph n’a pas pu conclure' },
  [EXIT.interrupted]: { en: 'interrupted', fr: 'interrompu' },
};

const ending = (code: number | null): Text => {
  if (code === null) return { en: 'something killed it', fr: 'quelque chose l’a tué' };
  const { en, fr } = ENDINGS[code] ?? same('?');
  return { en: `exit code ${code}: ${en}`, fr: `code de sortie ${code} : ${fr}` };
};

function skipped({ slots, why }: WatchEvent & { kind: 'skipped' }): Text {
  const isMore = slots >= MOST_COUNTED;
  const en =
    slots === 1 ? 'one slot is skipped' : `${slots}${isMore ? ' slots or more' : ' slots'} are skipped`;
  const fr =
    slots === 1 ? 'un créneau est sauté' : `${slots} créneaux${isMore ? ' ou plus' : ''} sont sautés`;
  return why === 'busy'
    ? { en: `${en}: the cycle took longer than it had`, fr: `${fr} : le cycle a duré plus que le sien` }
    : {
        en: `${en}: the machine slept, or its clock was set`,
        fr: `${fr} : la machine dormait, ou son horloge a été réglée`,
      };
}

/** What a watch says of itself. */
export function watchLine(event: WatchEvent): Text {
  switch (event.kind) {
    case 'next': {
      const [at, wait] = [localTime(event.atMs), age(event.inMs)];
      return {
        en: `watch: next cycle at ${at} (in ${wait})`,
        fr: `veille : prochain cycle à ${at} (dans ${wait})`,
      };
    }
    case 'skipped': {
      const { en, fr } = skipped(event);
      return { en: `watch: ${en}`, fr: `veille : ${fr}` };
    }
    case 'begins':
      return {
        en: `watch: cycle ${event.cycle} of this watch begins`,
        fr: `veille : cycle ${event.cycle} de cette veille commence`,
      };
    case 'ended': {
      const { en, fr } = ending(event.code);
      const took = age(event.tookMs);
      return {
        en: `watch: cycle ${event.cycle} of this watch ended after ${took}, ${en}`,
        fr: `veille : cycle ${event.cycle} de cette veille terminé après ${took}, ${fr}`,
      };
    }
  }
}

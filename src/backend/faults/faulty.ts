import { meddleBy } from './meddle.ts';
import type { Meddler } from './meddler.ts';
import { readSetting } from './setting.ts';
import { switchboard } from './switchboard.ts';

/** What makes a stack fail on demand. */
interface Faulty {
  readonly meddler: Meddler;
  /** Switches on the faults to begin with. */
  begin(): void;
}

/** A meddler, and the faults to begin with, each "id" or "id:argument". Throws UnknownFault and BadArgument. */
export function faulty(wishes: readonly string[], log: (line: string) => void): Faulty {
  const settings = wishes.map(readSetting);
  const board = switchboard();
  return {
    meddler: meddleBy(board, log),
    begin() {
      for (const setting of settings) board.on(setting);
    },
  };
}

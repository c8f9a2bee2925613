import type { Fault } from './fault.ts';
import { faults } from './index.ts';

/** A fault with the argument that it is to be switched on with; 0 for one that takes none. */
export interface Setting {
  readonly fault: Fault;
  readonly argument: number;
}

/** Thrown for an id that no fault has. */
export class UnknownFault extends Error {
  readonly id: string;

  constructor(id: string) {
    super(`found no fault "${id}", expected one such as ${nearTo(id).join(', ')}`);
    this.id = id;
  }
}

/** Thrown for an argument that a fault does not take; `expected` is in words. */
export class BadArgument extends Error {
  readonly found: string;
  readonly expected: string;

  constructor(fault: Fault, found: string) {
    const expected = rangeOf(fault);
    super(`${fault.id}: found ${found}, expected ${expected}`);
    this.found = found;
    this.expected = expected;
  }
}

const rangeOf = ({ argument }: Fault): string =>
  argument
    ? `a whole number of ${argument.unit} from ${argument.min} to ${argument.max}`
    : 'no argument: it takes none';

/** The ids that share a word with this one; all where none does. */
function nearTo(id: string): readonly string[] {
  const words = id.toLowerCase().split('-');
  const near = faultIds.filter((each) => each.split('-').some((word) => words.includes(word)));
  return near.length > 0 ? near : faultIds;
}

/** The ids of all faults. */
export const faultIds: readonly string[] = faults.map(({ id }) => id);

/** The fault of this id. Throws {@link UnknownFault}. */
export function faultOf(id: string): Fault {
  const fault = faults.find((each) => each.id === id);
  if (!fault) throw new UnknownFault(id);
  return fault;
}

/** A fault with its argument, undefined for the one it has by itself. Throws {@link BadArgument}. */
export function settingOf(fault: Fault, argument: unknown): Setting {
  const bounds = fault.argument;
  if (argument === undefined) return { fault, argument: bounds?.default ?? 0 };
  const fits =
    bounds && Number.isInteger(argument) && Number(argument) >= bounds.min && Number(argument) <= bounds.max;
  if (!fits) throw new BadArgument(fault, JSON.stringify(argument));
  return { fault, argument: Number(argument) };
}

/** Reads "tts-slow" or "tts-slow:3000". Throws {@link UnknownFault} and {@link BadArgument}. */
export function readSetting(text: string): Setting {
  const [, id = text, argument] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  const fault = faultOf(id);
  if (argument === undefined) return settingOf(fault, undefined);
  return settingOf(fault, /^\d{1,7}$/.test(argument) ? Number(argument) : argument);
}

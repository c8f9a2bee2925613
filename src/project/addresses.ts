import { isAskable } from './ports.ts';
import type { Project } from './project.ts';

/** A port of this machine on which somebody listens, as far as the project is concerned. */
export interface Door {
  readonly port: number;
  /** Whether the process was started in the project. */
  readonly isOwn: boolean;
}

/** Where servers of voice stacks listen unless they are told otherwise. */
const USUAL = [8000, 8001, 8080, 8880, 5000, 5001, 5002, 1234, 9000, 10200, 10300, 11434, 8888, 3000];

const MOST_ASKED = 16;

const addressOf = (port: number): string => `http://localhost:${port}`;

/**
 * Whom to ask what they speak, in two rounds: those that are the project's or that it names; and only where none of them
 * is a voice stack, those at the usual ports. Nobody is asked who does not listen.
 */
export function addressesOf(
  { ports: named }: Pick<Project, 'ports'>,
  doors: readonly Door[],
): readonly [near: readonly string[], far: readonly string[]] {
  const open = doors.filter(({ port }) => isAskable(port));
  const own = open.filter(({ isOwn }) => isOwn).map(({ port }) => port);
  const isOpen = (port: number): boolean => open.some((door) => door.port === port);
  const near = [...new Set([...own, ...named.map(({ port }) => port).filter(isOpen)])];
  const far = USUAL.filter((port) => isOpen(port) && !near.includes(port));
  return [near.slice(0, MOST_ASKED).map(addressOf), far.map(addressOf)];
}

/** Where the project will listen once it runs, as far as its files say; 8000 is what uvicorn takes. */
export const expectedAddress = ({ ports: [named] }: Pick<Project, 'ports'>): string =>
  addressOf(named?.port ?? 8000);

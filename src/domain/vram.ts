import { figure } from './figure.ts';
import type { GpuProcess } from './gpu.ts';
import type { Text } from './text.ts';

/** Who serves the target, as far as this machine shows it. */
export interface Serving {
  /** Null where it was found by its id. */
  readonly port: number | null;
  readonly pid: number;
  readonly program: string | null;
  /** Itself, what it started, its parents of the same process group, and the same of servers here that it asks. */
  readonly relatives: readonly number[];
  /** Ids that nvidia-smi lists and this machine does not know: those of another namespace, or gone by then. */
  readonly strangers: readonly number[];
  /** Whether it, or a server it asks, passes connections on to others, or cannot be seen. */
  readonly hidden: boolean;
}

/** How much of a card's memory is the stack's, or why nobody can tell. */
export type Holding =
  | { readonly known: true; readonly heldMib: number; readonly othersMib: number }
  | { readonly known: false; readonly why: Text };

/** Programs that pass connections on: who holds the port is then not who does the work. */
const FORWARDERS =
  /^(?:docker-proxy|rootlessport|rootlesskit|slirp4netns|pasta|conmon|ssh|sshd|kubectl|socat|nginx|caddy|haproxy|traefik|envoy|apache2|httpd)$/;

const nameOf = (program: string | null): string | null => program?.split('/').at(-1) || null;

/** Whether a program is known to do nothing of the stack's work itself. */
export const passesOn = (program: string | null): boolean => FORWARDERS.test(nameOf(program) ?? '');

const unknown = (en: string, fr: string): Holding => ({ known: false, why: { en, fr } });

/** What the stack holds of what `processes` hold. Nothing is claimed where one of them cannot be placed. */
export function holdingOf(processes: readonly GpuProcess[], serving: Serving | null): Holding {
  if (serving === null) {
    return unknown(
      'which process serves the target is not known',
      'le processus qui sert la cible n’est pas connu',
    );
  }
  const { relatives, strangers, hidden } = serving;
  if (hidden) {
    return unknown(
      'it, or a server that it asks, only passes connections on or belongs to another user',
      'lui, ou un serveur qu’il interroge, ne fait que relayer les connexions ou appartient à un autre utilisateur',
    );
  }
  if (processes.length === 0)
    return unknown('nvidia-smi lists no process', 'nvidia-smi ne liste aucun processus');
  if (strangers.length > 0) {
    return unknown(
      `nvidia-smi lists processes that this machine does not know (${strangers.slice(0, 3).join(', ')}): those of another container, perhaps`,
      `nvidia-smi liste des processus inconnus de cette machine (${strangers.slice(0, 3).join(', ')}) : ceux d’un autre conteneur, peut-être`,
    );
  }
  if (processes.some(({ memoryMib }) => memoryMib === null)) {
    return unknown(
      'nvidia-smi does not tell what each process holds',
      'nvidia-smi ne dit pas ce que chaque processus occupe',
    );
  }
  const sum = (own: boolean): number =>
    processes.reduce(
      (total, { pid, memoryMib }) => (relatives.includes(pid) === own ? total + (memoryMib ?? 0) : total),
      0,
    );
  return { known: true, heldMib: sum(true), othersMib: sum(false) };
}

/** "8000 is served by process 4242 (python3), which holds 0 MiB of the 5222 MiB in use". */
export function holdingLine(holding: Holding, serving: Serving | null, usedMib: number | undefined): Text {
  if (!holding.known || serving === null) {
    const why = holding.known ? { en: '', fr: '' } : holding.why;
    return {
      en: `how much of it is the stack’s cannot be told: ${why.en}`,
      fr: `impossible de dire quelle part revient à la pile : ${why.fr}`,
    };
  }
  const { port, pid, program } = serving;
  const name = nameOf(program);
  const who = name === null ? `${pid}` : `${pid} (${name})`;
  const held = figure(holding.heldMib, 'MiB');
  const used = figure(usedMib ?? holding.heldMib + holding.othersMib, 'MiB');
  return {
    en: `${port ?? 'the target'} is served by process ${who}, which holds ${held} of the ${used} in use`,
    fr: `${port ?? 'la cible'} est servi${port === null ? 'e' : ''} par le processus ${who}, qui occupe ${held} des ${used} utilisés`,
  };
}

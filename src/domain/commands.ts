import type { ByHand, Names, Served, Shown } from './commands/by-hand.ts';
import { commands } from './commands/index.ts';
import { commandLine, quoted } from './commands/shell.ts';
import type { Check, Step } from './finding.ts';
import { SERVICE_ROLES, type ServiceRole, type Target, type Task } from './target.ts';

export { quoted } from './commands/shell.ts';

/** A line to type; undefined where what speaks there cannot be asked that from a shell. */
type Line = string | undefined;

/** The task of a target as one types it, from anywhere. */
export const taskLine = ({ folder, argv }: Task): string => `cd ${quoted(folder)} && ${commandLine(argv)}`;

const known: readonly ByHand[] = commands;

const handOf = (dialect: string): ByHand | undefined => known.find((each) => each.dialect === dialect);

/** Who of a target takes a role, and how that is asked; undefined where nobody does, or nobody knows how. */
function inRole(target: Target, role: ServiceRole, keyVariable?: string) {
  const { url, dialect, paths, options, services } = target;
  const service = services ? services[role] : { url, dialect, paths, ...options };
  const hand = service && handOf(service.dialect);
  const served: Served | undefined = service && { ...service, ...(keyVariable && { keyVariable }) };
  return hand && served && { hand, served };
}

/** Every server of a target, each once. */
function servers(target: Target) {
  const all = SERVICE_ROLES.flatMap((role) => inRole(target, role) ?? []);
  return all.filter(
    ({ served }, place) =>
      all.findIndex((other) => other.served.url === served.url && other.served.dialect === served.dialect) ===
      place,
  );
}

const told = (lines: readonly Line[]): string[] => lines.filter((line) => line !== undefined);

/** Asks the stack how it is, each of its servers. */
export const healthCommands = (target: Target): string[] =>
  told(servers(target).map(({ hand, served }) => hand.health?.(served)));

/** The same, showing the time alone. */
export const healthTimeCommands = (target: Target): string[] =>
  told(servers(target).map(({ hand, served }) => hand.healthTime?.(served)));

/** One chat turn, with speech where answers carry it, and of the answer what is to be shown. */
export function chatCommand(target: Target, shown: Shown, keyVariable?: string): Line {
  const llm = inRole(target, 'llm', keyVariable);
  return llm?.hand.chat?.(llm.served, shown);
}

function speech(target: Target, keyVariable?: string) {
  const tts = inRole(target, 'tts', keyVariable);
  return tts?.hand.speech?.(tts.served);
}

/** Speaks one sentence, into a file where that can be, and shows how it went. */
export const speechCommand = (target: Target, keyVariable?: string): Line =>
  speech(target, keyVariable)?.line;

/** The file that {@link speechCommand} leaves. */
export const speechFile = (target: Target): string | undefined => speech(target)?.file;

/** Speaks one sentence and looks at what came. */
export function speechLook(target: Target): string[] {
  const spoken = speech(target);
  return told([spoken?.line, spoken?.file && `ffprobe -hide_banner ${spoken.file}`]);
}

/** A whole turn, answer and speech, each stage timed where they are asked apart. */
export function turnCommand(target: Target): Line {
  const whole = chatCommand(target, 'audio');
  if (whole !== undefined) return timed(whole);
  const stages = told([chatCommand(target, 'answer'), speechCommand(target)]);
  return stages.length === 0 ? undefined : told(stages.map(timed)).join(' && ');
}

/** That a turn carries speech. */
export function speechCheck(target: Target): Omit<Check, 'holds'> {
  const field = nameOf(target, 'audio');
  return field === undefined
    ? {
        text: { en: 'the turn brings speech', fr: 'le tour rend de la parole' },
        ...checkedBy(turnCommand(target)),
      }
    : {
        text: { en: `${field} is not empty`, fr: `${field} n’est pas vide` },
        ...checkedBy(chatCommand(target, 'audio')),
      };
}

/** Has several sentences streamed, and shows when the first byte came and when the last. */
export function speechStreamCommand(target: Target): Line {
  const tts = inRole(target, 'tts');
  return tts?.hand.speechStream?.(tts.served);
}

/** Has an answer streamed, word by word as it comes. */
export function chatStreamCommand(target: Target): Line {
  const llm = inRole(target, 'llm');
  return llm?.hand.chatStream?.(llm.served);
}

/** Speaks one sentence and sends it back to be transcribed. */
export function transcriptionCommand(target: Target): Line {
  const [spoken, stt] = [speech(target), inRole(target, 'stt')];
  if (spoken?.file === undefined) return undefined;
  const heard = stt?.hand.transcription?.(stt.served, spoken.file);
  return heard && `${spoken.line}; ${heard}`;
}

/** Opens the voice socket by hand, with the beginning of a turn. */
export function voiceSocketCommand(target: Target): Line {
  const socket = inRole(target, 'socket');
  return socket?.hand.voiceSocket?.(socket.served);
}

/** Opens the chat socket by hand. */
export function socketCommand(target: Target): Line {
  const socket = inRole(target, 'socket');
  return socket?.hand.socket?.(socket.served);
}

export function statsCommand(target: Target): Line {
  const stack = inRole(target, 'llm');
  return stack?.hand.stats?.(stack.served);
}

const ROLE_OF: Readonly<Record<keyof Names, ServiceRole>> = {
  ...{ audio: 'llm', time: 'llm', cached: 'llm', uncached: 'llm', health: 'llm', chatStream: 'llm' },
  ...{ speechStream: 'tts', socket: 'socket', message: 'socket', interrupt: 'socket', interrupted: 'socket' },
};

/** What the target's dialect calls something; undefined where it has no name for it. No answer of one server carries the speech of another. */
export function nameOf(target: Target, name: keyof Names): string | undefined {
  if (name === 'audio' && target.services) return undefined;
  const found = inRole(target, ROLE_OF[name]);
  return found?.hand.names(found.served)[name];
}

/** Which name the variable of a key commonly has with what answers in a role. */
export const keyVariableOf = (target: Target, role: ServiceRole): string =>
  inRole(target, role)?.hand.keyVariable ?? 'STACK_API_KEY';

/** A line whose time is shown. */
export const timed = (line: Line): Line => line && `time ${line}`;

/** A line that is typed over and over. */
export const repeated = (times: number, line: Line): Line =>
  line && `for i in $(seq ${times}); do ${line}; done`;

/** Lines one after the other. */
export const inTurn = (lines: readonly Line[]): Line => told(lines).join('; ') || undefined;

/** What to type in a step; nothing where there is nothing. */
export function typed(...lines: readonly Line[]): Pick<Step, 'code'> {
  const all = told(lines);
  return all.length === 0 ? {} : { code: { language: 'bash', lines: all } };
}

/** The command of a check; none where it takes more than a shell. */
export const checkedBy = (line: Line): Pick<Check, 'command'> =>
  line === undefined ? {} : { command: line };

/** The interpreter of the target, as one types it. */
export const pythonOf = (target: Target): string => quoted(target.python ?? 'python3');

/** A dotted name as Python spells it: anything else in its place would be a program. */
const MODULE = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** The names among what is said to be Python modules, each once. */
export const modulesIn = (said: readonly string[]): string[] => [
  ...new Set(said.filter((name) => MODULE.test(name))),
];

/** Imports modules with an interpreter, which is a quoted word; undefined where none of them has a name. */
export function importLine(python: string, said: readonly string[]): Line {
  const modules = modulesIn(said);
  return modules.length === 0 ? undefined : `${python} -c "import ${modules.join(', ')}"`;
}

/** Asks torch itself whether it can use the GPU. */
export const torchCommand = (target: Target): string =>
  `${pythonOf(target)} -c "import torch; print('CUDA:', torch.cuda.is_available())"`;

export const GPU_COMMAND = 'nvidia-smi --query-gpu=utilization.gpu,memory.used,memory.total --format=csv';

import type { Target, Task } from './target.ts';

/** One word of a command line, quoted where a shell would see more in it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** A command as one types it. */
const commandLine = (argv: readonly string[]): string => argv.map(quoted).join(' ');

/** The task of a target as one types it, from anywhere. */
export const taskLine = ({ folder, argv }: Task): string => `cd ${quoted(folder)} && ${commandLine(argv)}`;

const at = (target: Target, route: string, path: string): string =>
  quoted(`${target.url}${target.paths[route] ?? path}`);

const postJson = (url: string, body: object): string =>
  `curl -sS -X POST ${url} -H 'content-type: application/json' -d ${quoted(JSON.stringify(body))}`;

/** Asks the stack how it is. */
export const healthCommand = (target: Target): string => `curl -sS -i ${at(target, 'health', '/health')}`;

/** One chat turn with speech; `filter` is what jq shows of the answer. */
export const chatCommand = (target: Target, filter: string): string =>
  `${postJson(at(target, 'chat', '/chat'), { message: 'Raconte-moi une blague sur les chats', session_id: 'check' })} | jq ${quoted(filter)}`;

/** Speaks one sentence into a file and shows how long it took and how much came. */
export const speechCommand = (target: Target): string =>
  `${postJson(at(target, 'tts', '/tts'), { text: 'Bonjour, ceci est une phrase de contrôle.' })} -o check.mp3 -w '%{http_code} %{time_total}s %{size_download} bytes\\n'`;

/** Has several sentences streamed, and shows when the first byte came and when the last. */
export const speechStreamCommand = (target: Target): string =>
  `${postJson(at(target, 'tts_stream', '/tts/stream'), { text: 'Voici une phrase. En voici une autre, un peu plus longue. Et une dernière.' })} -N -o check.mp3 -w '%{time_starttransfer}s %{time_total}s\\n'`;

/** Has an answer streamed, word by word as it comes. */
export const chatStreamCommand = (target: Target): string =>
  `${postJson(at(target, 'chat_stream', '/chat/stream'), { message: 'Raconte-moi une longue histoire de chats', session_id: 'check', audio: false })} -N`;

/** Speaks one sentence and sends it back to be transcribed. */
export const transcriptionCommand = (target: Target): string =>
  `${speechCommand(target)}; curl -sS ${at(target, 'stt', '/stt')} -F file=@check.mp3 | jq .`;

/** Opens the voice socket by hand, with the beginning of a turn. */
export const voiceSocketCommand = (target: Target): string =>
  `npx -y wscat -c ${at(target, 'voice_socket', '/ws/voice').replace(/http/, 'ws')} -x '{"type":"message","content":"Raconte-moi une longue histoire de chats"}' -w 10`;

export const statsCommand = (target: Target): string => `curl -sS ${at(target, 'stats', '/stats')} | jq .`;

/** Opens the chat socket by hand. */
export const socketCommand = (target: Target): string =>
  `npx -y wscat -c ${at(target, 'socket', '/ws/chat').replace(/http/, 'ws')} -x '{"type":"ping"}'`;

/** The interpreter of the target, as one types it. */
export const pythonOf = (target: Target): string => quoted(target.python ?? 'python3');

/** Asks torch itself whether it can use the GPU. */
export const torchCommand = (target: Target): string =>
  `${pythonOf(target)} -c "import torch; print('CUDA:', torch.cuda.is_available())"`;

export const GPU_COMMAND = 'nvidia-smi --query-gpu=utilization.gpu,memory.used,memory.total --format=csv';

import type { ServiceRole } from '../domain/target.ts';
import { same, type Text } from '../domain/text.ts';
import type { Check } from './check.ts';

/** What is known of one server of a stack. */
export interface ServerFacts {
  readonly url: string;
  /** As the config says it. */
  readonly dialect: string;
  /** What was recognised there, the surest first. */
  readonly spoken: readonly {
    readonly dialect: string;
    readonly words: string;
    readonly wantsKey: boolean;
  }[];
  /** What is there instead; null where something was recognised. */
  readonly otherwise: Text | null;
  /** Whether it can be asked over HTTP at all, whatever it said. */
  readonly answers: boolean;
  readonly roles: readonly ServiceRole[];
  readonly hasKey: boolean;
  /** Whose process serves; null: nobody is seen. */
  readonly process: { readonly pid: number; readonly program: string | null } | 'elsewhere' | null;
}

const answering = (url: string, rest: Omit<Check, 'id' | 'of' | 'title'>): Check => ({
  ...{ id: `answers ${url}`, of: 'stack', title: { en: 'Answers', fr: 'Répond' } },
  ...rest,
});

/** Whether a server can be asked, as its config says. */
function answerCheck(
  { url, dialect, spoken, otherwise, answers, hasKey }: ServerFacts,
  start: readonly string[],
): Check {
  if (!answers)
    return answering(url, {
      standing: 'wrong',
      found: { en: `${url}: ${otherwise?.en ?? 'silence'}`, fr: `${url} : ${otherwise?.fr ?? 'silence'}` },
      advice: { en: 'start the stack, or correct its url', fr: 'démarrez la pile, ou corrigez son url' },
      commands: start,
    });
  const own = spoken.find((each) => each.dialect === dialect);
  if (own?.wantsKey && !hasKey)
    return answering(url, {
      standing: 'wrong',
      found: { en: `${url}: it wants an API key`, fr: `${url} : elle demande une clé d’API` },
      advice: {
        en: 'put the key into a variable, and name that in the config: api_key_env: EVA_API_KEY',
        fr: 'mettez la clé dans une variable, et nommez-la dans la config : api_key_env: EVA_API_KEY',
      },
      commands: ['export EVA_API_KEY=…'],
    });
  const [other] = spoken;
  if (!own && other && dialect !== 'custom')
    return answering(url, {
      standing: 'wrong',
      found: {
        en: `${url} speaks ${other.words}, and is asked as ${dialect}`,
        fr: `${url} parle ${other.words}, et on lui parle comme à ${dialect}`,
      },
      advice: { en: `say dialect: ${other.dialect}`, fr: `dites dialect: ${other.dialect}` },
      commands: [`ralph detect ${url}`],
    });
  const words = own?.words ?? dialect;
  return answering(url, { standing: 'ready', found: { en: `${url}: ${words}`, fr: `${url} : ${words}` } });
}

const ROLES: readonly (readonly [role: ServiceRole, title: Text, lost: Text])[] = [
  ['llm', { en: 'Model', fr: 'Modèle' }, { en: 'answers in words', fr: 'les réponses en mots' }],
  [
    'tts',
    { en: 'Speech', fr: 'Voix' },
    { en: 'speech, and the spoken turn', fr: 'la voix, et le tour parlé' },
  ],
  [
    'stt',
    { en: 'Hearing', fr: 'Écoute' },
    { en: 'transcripts, and turns voice to voice', fr: 'les transcriptions, et les tours de voix à voix' },
  ],
];

function roleChecks(servers: readonly ServerFacts[]): Check[] {
  // Of a stack that is described, the description says what it does.
  if (servers.some(({ dialect, answers }) => dialect === 'custom' || !answers)) return [];
  const served = new Set(servers.flatMap(({ roles }) => roles));
  return ROLES.map(([role, title, lost]): Check => {
    const base = { id: role, of: 'stack', title } as const;
    if (served.has(role)) return { ...base, standing: 'ready', found: { en: 'served', fr: 'servi' } };
    return {
      ...base,
      standing: 'gap',
      found: {
        en: `not served, as far as the stack says: ${lost.en} are left out`,
        fr: `non servi, d’après la pile : omis, ${lost.fr}`,
      },
      advice: {
        en: `where another server does it, name that in target.services.${role}`,
        fr: `si un autre serveur s’en charge, nommez-le dans target.services.${role}`,
      },
    };
  });
}

function processCheck({ url, process, answers }: ServerFacts): readonly Check[] {
  if (!answers) return [];
  const base = { id: `process ${url}`, of: 'stack', title: { en: 'Process', fr: 'Processus' } } as const;
  if (process === 'elsewhere')
    return [
      {
        ...base,
        standing: 'gap',
        found: {
          en: `${url} is another machine: its GPU, memory and interpreter are left out`,
          fr: `${url} est une autre machine : son GPU, sa mémoire et son interpréteur sont omis`,
        },
        advice: { en: 'run ralph there, too', fr: 'lancez ralph là-bas aussi' },
      },
    ];
  if (process === null)
    return [
      {
        ...base,
        standing: 'gap',
        found: {
          en: `${url}: its process is not ours to see (another user’s, or in a container): memory and interpreter are left out`,
          fr: `${url} : son processus nous est caché (autre utilisateur, ou conteneur) : mémoire et interpréteur omis`,
        },
        advice: {
          en: 'run ralph as that user, or inside the container; target.python names the interpreter',
          fr: 'lancez ralph sous cet utilisateur, ou dans le conteneur ; target.python nomme l’interpréteur',
        },
      },
    ];
  return [
    { ...base, standing: 'ready', found: same([`${process.pid}`, process.program ?? []].flat().join(' ')) },
  ];
}

/** What of a running stack can be asked, and which of its processes can be watched; `start` are commands that start it. */
export const stackChecks = (servers: readonly ServerFacts[], start: readonly string[]): Check[] => [
  ...servers.map((server) => answerCheck(server, start)),
  ...roleChecks(servers),
  ...servers.flatMap(processCheck),
];

import type { Text } from '../domain/text.ts';
import { type Key, orShown } from './key.ts';
import type { Project } from './project.ts';
import type { FoundTask } from './task.ts';

/** A target that was chosen, and what is known of it beyond its keys. */
export interface Chosen {
  /** `url` or `services`, and what goes with it, as a config says it; without variables that are not set. */
  readonly target: Readonly<Record<string, unknown>>;
  /** What answered there, in a few words ("eva (EVA-VOICE 0.0.1), 100 %"); null where nobody was there to be asked. */
  readonly spoken: string | null;
  /** Variables that would hold a key, and are not set. */
  readonly unset: readonly string[];
  /** Places in `custom` that are a guess. */
  readonly guessed: readonly string[];
}

const withText = (text: Text, lacks: Text | null): Text =>
  lacks === null
    ? text
    : { en: `${text.en} Not yet: ${lacks.en}`, fr: `${text.fr} Pas encore : ${lacks.fr}` };

/** A task of which everything is there stands; one that would not start is shown, with what it lacks. */
function taskKey(name: string, found: FoundTask | null | undefined, example: FoundTask, about: Text): Key {
  const { command, folder, lacks } = found ?? example;
  const value = { command, ...(folder !== undefined && { folder }) };
  const key = { name, value, about: withText(about, found ? lacks : null) };
  return found && lacks === null ? key : { ...key, off: true };
}

const example = (...command: [string, ...string[]]): FoundTask => ({ command, by: '', lacks: null });

/** Where it answers, and what was found there. */
function whereKeys({ target, spoken, guessed }: Chosen): Key[] {
  const found: Text =
    spoken === null
      ? {
          en: 'Where the stack listens. Nobody answered there yet.',
          fr: 'Où la pile écoute. Personne n’y répondait encore.',
        }
      : { en: `Where the stack listens: ${spoken}.`, fr: `Où la pile écoute : ${spoken}.` };
  const abouts: Readonly<Record<string, Text>> = {
    url: found,
    services: {
      en: `The servers the stack is made of: ${spoken}.`,
      fr: `Les serveurs dont la pile est faite : ${spoken}.`,
    },
    dialect: { en: 'How it is spoken to.', fr: 'Comment on lui parle.' },
    api_key_env: {
      en: 'The variable that holds its key; the key itself never stands here.',
      fr: 'La variable qui contient sa clé ; la clé elle-même n’est jamais ici.',
    },
    paths: {
      en: 'Routes that are elsewhere than usual.',
      fr: 'Des routes qui sont ailleurs que d’habitude.',
    },
    custom: {
      en: `Its requests, and where answers stand, as its OpenAPI document says${guessed.length > 0 ? `; guessed, so look at it: ${guessed.join(', ')}` : ''}.`,
      fr: `Ses requêtes et la place des réponses, d’après son document OpenAPI${guessed.length > 0 ? ` ; deviné, donc à vérifier : ${guessed.join(', ')}` : ''}.`,
    },
  };
  return Object.entries(target).map(([name, value]) => ({
    ...{ name, value },
    about: abouts[name] ?? { en: 'As it was found.', fr: 'Comme trouvé.' },
  }));
}

const keyless = ({ unset }: Chosen): Key[] =>
  unset.map((name) => ({
    ...{ name: 'api_key_env', value: name, off: true },
    about: {
      en: `It wants a key: export ${name}, then take the # away (of several servers: put it beside the url of the one that wants it).`,
      fr: `Une clé est demandée : exportez ${name}, puis ôtez le # (de plusieurs serveurs : à côté de l’url de celui qui la demande).`,
    },
  }));

/** The block `target`, in the order of a reader. */
export function targetKeys(
  name: string,
  chosen: Chosen,
  { python, requirements, tests, build }: Project,
  gpus: readonly string[],
): Key[] {
  const seen = gpus.length > 0 ? gpus.join(', ') : null;
  const isRead = chosen.spoken !== null;
  const [suite, other] = tests;
  const also = other ? ` (${other.command.join(' ')}: ${other.by})` : '';
  return [
    { name: 'name', value: name, about: { en: 'What reviews call it.', fr: 'Son nom dans les revues.' } },
    ...whereKeys(chosen),
    ...keyless(chosen),
    {
      name: 'folder',
      value: '.',
      about: {
        en: 'The project, for the commit, the imports and the requirements.',
        fr: 'Le projet, pour le commit, les imports et les requirements.',
      },
    },
    taskKey('tests', suite, example('python3', '-m', 'pytest'), {
      en: `A review runs this suite and counts what passes${also}.`,
      fr: `Une revue lance cette suite et compte ce qui passe${also}.`,
    }),
    taskKey('build', build, example('npx', '--no-install', 'next', 'build'), {
      en: 'A review runs this and says whether it builds.',
      fr: 'Une revue lance ceci et dit si la construction réussit.',
    }),
    {
      ...orShown('python', isRead ? null : python, python ?? 'venv/bin/python', {
        en: 'The interpreter it runs on; without this, that of the process that serves.',
        fr: 'L’interpréteur qui l’exécute ; sans ceci, celui du processus qui sert.',
      }),
    },
    orShown('requirements', requirements, 'requirements.txt', {
      en: 'What the backend needs: what it imports is held against it.',
      fr: 'Ce qu’il faut au backend : ses imports y sont confrontés.',
    }),
    {
      ...orShown('gpu', null, 'auto', {
        en: `auto: judged where there is one (${seen ?? 'none was seen here'}); required: its absence fails; ignore.`,
        fr: `auto : jugé s’il y en a un (${seen ?? 'aucun vu ici'}) ; required : son absence échoue ; ignore.`,
      }),
    },
    orShown('audio', null, 'inline', {
      en: 'inline: a chat answer brings its speech; separate: /tts gives it, by design.',
      fr: 'inline : la réponse apporte sa voix ; separate : /tts la donne, à dessein.',
    }),
    orShown('requires', null, ['llm', 'tts'], {
      en: 'Without these the stack is not ready; also: stt, database.',
      fr: 'Sans ceux-ci la pile n’est pas prête ; aussi : stt, database.',
    }),
  ];
}

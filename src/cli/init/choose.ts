import { baseUrl } from '../../config/base-url.ts';
import { expectedAddress } from '../../project/addresses.ts';
import type { Chosen } from '../../project/target-keys.ts';
import type { Questions } from '../questions.ts';
import { type Candidate, withoutUnset } from './candidate.ts';
import type { Surroundings } from './look-around.ts';

type Env = Readonly<Record<string, string | undefined>>;

const addressIn = ({ target, spoken }: Candidate): string =>
  typeof target.url === 'string' ? `${target.url}  ${spoken}` : spoken;

const WHICH = { en: 'Which of these is the stack?', fr: 'Laquelle est la pile ?' };
const WHERE = {
  en: 'No voice stack answers here. Where will it listen?',
  fr: 'Aucune pile vocale ne répond ici. Où écoutera-t-elle ?',
};
const KEY = {
  en: 'It wants an API key. Which variable holds it?',
  fr: 'Elle demande une clé d’API. Quelle variable la contient ?',
};

function complaint(text: string): string | null {
  const reading = baseUrl.read(text);
  return 'value' in reading ? null : reading.expected;
}

async function stackOf(
  { project, candidates }: Surroundings,
  questions: Questions,
  look: (url: string) => Promise<readonly Candidate[]>,
  given: string | undefined,
): Promise<Omit<Chosen, 'unset'>> {
  const [first] = candidates;
  if (first) {
    const place = candidates.length === 1 ? 0 : await questions.choose(WHICH, candidates.map(addressIn));
    return candidates[place] ?? first;
  }
  const expected = expectedAddress(project);
  const typed = given ?? (await questions.ask(WHERE, expected, complaint));
  const [found] = given === undefined && typed !== expected ? await look(typed) : [];
  return found ?? { target: { url: typed }, spoken: null, guessed: [] };
}

/** The variable that holds the key of a stack which wants one: asked for, because only the person knows. */
async function withVariable(chosen: Omit<Chosen, 'unset'>, questions: Questions) {
  const { api_key_env: usual } = chosen.target;
  if (typeof usual !== 'string') return chosen.target;
  const isName = (text: string): string | null => (/^[A-Za-z_]\w{0,99}$/.test(text) ? null : 'EVA_API_KEY');
  return { ...chosen.target, api_key_env: await questions.ask(KEY, usual, isName) };
}

/** The one stack that the config will be of; asks only what could not be found. */
export async function choose(
  surroundings: Surroundings,
  {
    questions,
    look,
    env,
    given,
  }: {
    readonly questions: Questions;
    readonly look: (url: string) => Promise<readonly Candidate[]>;
    readonly env: Env;
    /** The URL that was given, where one was. */
    readonly given: string | undefined;
  },
): Promise<Chosen> {
  const chosen = await stackOf(surroundings, questions, look, given);
  return { ...chosen, ...withoutUnset(await withVariable(chosen, questions), env) };
}

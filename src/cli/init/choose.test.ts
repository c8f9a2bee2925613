import { describe, expect, it } from 'vitest';
import type { Questions } from '../questions.ts';
import type { Candidate } from './candidate.ts';
import { choose } from './choose.ts';
import type { Surroundings } from './look-around.ts';

const around = (candidates: readonly Candidate[]): Surroundings => ({
  project: { apps: [], ports: [], python: null, requirements: null, tests: [], build: null },
  ...{ asked: [], candidates, gpus: [] },
});

const stack = (target: Candidate['target'], spoken = 'eva, 99 %'): Candidate => ({
  target,
  spoken,
  guessed: [],
});

/** Somebody who answers so, and what they were asked. */
function person(answers: readonly string[]) {
  const asked: string[] = [];
  const left = [...answers];
  const questions: Questions = {
    ask: async ({ en }, otherwise) => {
      asked.push(en);
      return left.shift() ?? otherwise;
    },
    choose: async ({ en }) => {
      asked.push(en);
      return Number(left.shift() ?? 0);
    },
  };
  return { questions, asked };
}

const chosen = async (
  candidates: readonly Candidate[],
  answers: readonly string[] = [],
  more: {
    env?: Record<string, string>;
    given?: string;
    look?: (url: string) => Promise<readonly Candidate[]>;
  } = {},
) => {
  const { questions, asked } = person(answers);
  const { env = {}, given, look = async () => [] } = more;
  return { ...(await choose(around(candidates), { questions, look, env, given })), asked };
};

const EVA = stack({ url: 'http://localhost:8000', dialect: 'eva' });
const OTHER = stack({ url: 'http://localhost:9000', dialect: 'eva' });

describe('which stack it is', () => {
  it('is not asked where one was found', async () => {
    expect(await chosen([EVA])).toMatchObject({ target: EVA.target, asked: [] });
  });

  it('is asked where several were, and where none was', async () => {
    expect(await chosen([EVA, OTHER], ['1'])).toMatchObject({ target: OTHER.target });
    expect(await chosen([])).toMatchObject({
      ...{ target: { url: 'http://localhost:8000' }, spoken: null },
      asked: ['No voice stack answers here. Where will it listen?'],
    });
  });

  it('is looked at where somebody says where it is, and not asked where that was said before', async () => {
    const look = async (url: string) => (url === 'http://localhost:9000' ? [OTHER] : []);
    expect(await chosen([], ['http://localhost:9000'], { look })).toMatchObject({ spoken: 'eva, 99 %' });
    expect(await chosen([], [], { given: 'http://a.test', look })).toMatchObject({
      ...{ target: { url: 'http://a.test' }, asked: [] },
    });
  });
});

describe('a stack that wants a key', () => {
  const locked = stack({ ...EVA.target, api_key_env: 'HER_API_KEY' });

  it('names the variable only where it is set, because no config may name another', async () => {
    expect(await chosen([locked])).toMatchObject({ target: EVA.target, unset: ['HER_API_KEY'] });
    expect((await chosen([locked])).target).not.toHaveProperty('api_key_env');
    expect(await chosen([locked], [], { env: { HER_API_KEY: 'x' } })).toMatchObject({
      ...{ target: { api_key_env: 'HER_API_KEY' }, unset: [] },
    });
  });

  it('is asked for the variable', async () => {
    expect(await chosen([locked], ['MINE'], { env: { MINE: 'x' } })).toMatchObject({
      ...{ target: { api_key_env: 'MINE' }, asked: ['It wants an API key. Which variable holds it?'] },
    });
  });

  it('says so of each server of several', async () => {
    const several = stack({
      services: {
        llm: { url: 'http://a', api_key_env: 'A_KEY' },
        tts: { url: 'http://b', api_key_env: 'B_KEY' },
      },
    });
    expect(await chosen([several], [], { env: { B_KEY: 'x' } })).toMatchObject({
      target: { services: { llm: { url: 'http://a' }, tts: { url: 'http://b', api_key_env: 'B_KEY' } } },
      unset: ['A_KEY'],
    });
  });
});

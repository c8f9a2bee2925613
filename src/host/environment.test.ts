import { expect, it } from 'vitest';
import { commandEnvironment } from './environment.ts';

it('hands on what programs need to run, and nothing else', () => {
  const inherited = {
    PATH: '/bin',
    LC_ALL: 'fr_FR.UTF-8',
    VIRTUAL_ENV: '/venv',
    CUDA_VISIBLE_DEVICES: '0',
    NVIDIA_API_KEY: 'secret',
    OPENAI_API_KEY: 'secret',
    MY_PATH: 'x',
    FORCE_COLOR: '1',
    NODE_OPTIONS: '--require x',
    HOME: undefined,
  };
  expect(commandEnvironment(inherited)).toEqual({
    PATH: '/bin',
    LC_ALL: 'fr_FR.UTF-8',
    VIRTUAL_ENV: '/venv',
    CUDA_VISIBLE_DEVICES: '0',
    CI: '1',
    NO_COLOR: '1',
    TERM: 'dumb',
  });
});

it('lets a command say otherwise', () => {
  const own = { PATH: '/own', CI: '0', TOKEN: 't' };
  expect(commandEnvironment({ PATH: '/bin' }, own)).toEqual({ ...own, NO_COLOR: '1', TERM: 'dumb' });
});

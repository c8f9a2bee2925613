import { expect, it } from 'vitest';
import { namesTorch } from './requirements.ts';

it.each([
  ['torch', true],
  ['fastapi\ntorch==2.9.1+cu128\n', true],
  ['Torch >= 2 ; sys_platform == "linux"', true],
  ['torch[opt]~=2.1', true],
  ['torch @ https://files.example/torch.whl', true],
  ['torch # for speech\r\n', true],
  ['torch\r\nfastapi', true],
  ['torchaudio==2.9', false],
  ['torch-audiomentations', false],
  ['# torch', false],
  ['pytorch-lightning', false],
  ['', false],
])('%j names torch: %s', (requirements, named) => {
  expect(namesTorch(requirements)).toBe(named);
});

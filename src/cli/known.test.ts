import { expect, it } from 'vitest';
import * as known from './known.ts';
import { knownRules } from './known-rules.ts';

it('says what the rules say, and is written anew when they change', () => {
  expect({ ...known }).toEqual(JSON.parse(JSON.stringify(knownRules())));
});

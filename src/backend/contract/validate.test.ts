import { expect, it } from 'vitest';
import { checks } from '../../contract/checks.ts';
import { createAsk } from '../../contract/questioner.ts';
import { validate } from '../../contract/validation.ts';
import { createHost } from '../../host/host.ts';
import { endWithFile, startStack } from './stack-under-test.ts';

it('the reference stack keeps every promise that any stack is held to', async () => {
  const { url } = await startStack({ apiKey: 'sesame', rateLimitPerMinute: 60 });
  const { host, close } = createHost();
  endWithFile(close);
  const { signal } = new AbortController();
  const { checks: checked } = await validate(url, checks, createAsk({ host, url, apiKey: 'sesame', signal }));
  const broken = checked.filter(({ outcome }) => outcome.kind !== 'holds');
  // A route that nobody has to have may be missing, and nothing more.
  const lacking = broken.filter(({ id, outcome }) => outcome.kind === 'missing' && id.endsWith('.present'));
  expect(broken.filter((each) => !lacking.includes(each))).toEqual([]);
});

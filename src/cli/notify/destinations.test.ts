import { expect, test } from 'vitest';
import { knownSecrets } from '../../domain/secrets/known.ts';
import { destinationsOf } from './destinations.ts';
import { runPage } from './run-page.ts';

const HOOK = 'https://hooks.example/services/T0/B0/xyzzy-plugh';

function asked(notify: readonly string[], env: Record<string, string> = { HOOK }) {
  const secrets = knownSecrets([]);
  const terminal = { argv: [], env, secrets, cwd: () => '/', stdout: { write() {} }, stderr: { write() {} } };
  return { destinations: () => destinationsOf({ color: false, notify }, terminal), secrets };
}

test('an address is known by its variable, and is a secret from then on, whole or in part', () => {
  const { destinations, secrets } = asked(['slack=HOOK', 'json=OTHER']);
  expect(destinations()).toEqual([
    { service: 'slack', variable: 'HOOK', url: new URL(HOOK) },
    { service: 'json', variable: 'OTHER', url: null },
  ]);
  const masked = secrets.mask(`POST ${HOOK} failed; POST /services/T0/B0/xyzzy-plugh`);
  expect(masked).not.toContain('xyzzy');
});

test.each(['', 'ftp://example/x', 'file:///etc/passwd', 'hooks.example/services', 'not an address'])(
  'a variable that holds "%s" holds no address',
  (value) => {
    expect(asked(['teams=HOOK'], { HOOK: value }).destinations()).toMatchObject([{ url: null }]);
  },
);

test.each([
  ['slac=HOOK', 'did you mean "slack"?'],
  [`slack=${HOOK}`, '--notify slack: expected the name of an environment variable'],
  ['discord', 'such as discord=DISCORD_WEBHOOK_URL'],
  [HOOK, 'found "an address"'],
  [`${HOOK}=slack`, 'found "an address"'],
])('%s is refused, and no address is repeated', (spec, said) => {
  const { destinations } = asked([spec]);
  expect(destinations).toThrow(said);
  expect(destinations).not.toThrow('xyzzy');
});

test.each([
  [
    { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'a/b', GITHUB_RUN_ID: '7' },
    'https://github.com/a/b/actions/runs/7',
  ],
  [{ CI_JOB_URL: 'https://gitlab.example/a/b/-/jobs/7' }, 'https://gitlab.example/a/b/-/jobs/7'],
  [{ BUILDKITE_BUILD_URL: 'https://buildkite.com/a/b/builds/7' }, 'https://buildkite.com/a/b/builds/7'],
  [{ BUILD_URL: 'http://jenkins.example/job/a/7/' }, 'http://jenkins.example/job/a/7/'],
  [{ GITHUB_SERVER_URL: 'https://github.com' }, null],
  [{ BUILD_URL: 'javascript:alert(1)' }, null],
  [{}, null],
])('the page of %j', (env, page) => {
  expect(runPage(env)).toBe(page);
});

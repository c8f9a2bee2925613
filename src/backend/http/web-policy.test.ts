import { describe, expect, it } from 'vitest';
import { problemWithOrigin, webPolicy } from './web-policy.ts';

const policy = (host: string, hostNames: readonly string[] = []) =>
  webPolicy({ host, corsOrigins: ['http://localhost:5173'], hostNames });

describe('the Host of a request', () => {
  it.each(['localhost', 'LOCALHOST:8000', 'eva.localhost', '127.0.0.1:8000', '127.8.9.1', '[::1]:8000'])(
    'may be %s on a loopback address',
    (name) => {
      for (const bound of ['127.0.0.1', 'localhost', '::1', '127.0.0.2']) {
        expect(policy(bound).hostProblem(name)).toBeNull();
      }
    },
  );

  it.each([
    'evil.example',
    'localhost.evil.example:8000',
    '0.0.0.0:8000',
    '127.0.0.1.evil.example',
    '[::2]',
    'a b',
  ])('may not be %s there', (name) => {
    expect(policy('127.0.0.1').hostProblem(name)).toMatch(/does not answer to the name/);
    expect(policy('0.0.0.0').hostProblem(name)).toBeNull();
    expect(policy('::').hostProblem(name)).toBeNull();
  });

  it('may be a name that was allowed; another is told how to be', () => {
    const { hostProblem } = policy('127.0.0.1', ['Host.Docker.Internal']);
    expect(hostProblem('host.docker.internal:8000')).toBeNull();
    expect(hostProblem('Eva.lan:8000')).toMatch(/--allow-host eva\.lan$/);
    expect(hostProblem(`${'a'.repeat(5_000)}.lan`)?.length).toBeLessThan(400);
  });

  it('may be missing, as with clients that are no browsers', () => {
    expect(policy('127.0.0.1').hostProblem(undefined)).toBeNull();
  });
});

describe('the Origin of an upgrade', () => {
  const { originProblem } = policy('127.0.0.1');

  it.each([
    [undefined, 'localhost:8000'],
    ['http://localhost:8000', 'localhost:8000'],
    ['http://localhost:8000', 'LOCALHOST:8000'],
    ['https://eva.example', 'eva.example'],
    ['http://localhost:5173', '127.0.0.1:8000'],
  ])('%s is let in to %s', (origin, host) => {
    expect(originProblem(origin, host)).toBeNull();
  });

  it.each([
    ['https://evil.example', 'localhost:8000'],
    ['http://localhost:3000', 'localhost:8000'],
    ['http://localhost:8000.evil.example', 'localhost:8000'],
    ['null', 'localhost:8000'],
    ['null', undefined],
    ['', ''],
  ])('%s is not let in to %s', (origin, host) => {
    expect(originProblem(origin, host)).toBe(
      `pages of ${origin} may not use this stack: start it with --cors-origin ${origin}`,
    );
  });
});

describe('an origin', () => {
  it.each(['http://localhost:5173', 'https://eva.example', 'http://[::1]:8080'])('may be %s', (origin) => {
    expect(problemWithOrigin(origin)).toBeNull();
  });

  it.each(['*', 'null', 'localhost', 'file:///a', 'http://a/', 'http://a:80', 'http://A', 'http://me@a', ''])(
    'may not be %j',
    (origin) => {
      expect(problemWithOrigin(origin)).not.toBeNull();
      expect(() => webPolicy({ host: '127.0.0.1', corsOrigins: [origin], hostNames: [] })).toThrow('origin');
    },
  );
});

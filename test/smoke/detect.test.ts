import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { startStack } from '../../fixtures/stacks/stack.js';
import { startStandIn } from '../../fixtures/stand-ins/stand-in.js';
import { folder, ralph, start } from './ralph.ts';

async function running(starting: Promise<{ url: string; close(): Promise<void> }>): Promise<string> {
  const { url, close } = await starting;
  onTestFinished(() => close());
  return url;
}

/** The reference stack, and where it serves HTTP and Wyoming. */
async function reference() {
  const stack = start(['serve', '--port', '0', '--tts-engines', 'tone', '--wyoming-port', '0']);
  onTestFinished(async () => {
    stack.child.kill();
    await stack.ended;
  });
  await stack.saying('tcp://127.0.0.1:');
  await stack.saying('http://127.0.0.1:');
  const at = (scheme: string): string =>
    new RegExp(`${scheme}://127\\.0\\.0\\.1:\\d+`).exec(stack.said())?.[0] ?? '';
  return { http: at('http'), wyoming: at('tcp') };
}

/** What `ralph detect --json` says, and how long each address took: a figure for whoever reads the log. */
async function detect(...urls: readonly string[]) {
  const { code, stdout, stderr } = await ralph(['detect', '--json', ...urls]);
  const { detected, configs } = JSON.parse(stdout);
  for (const { asked, tookMs } of detected) process.stdout.write(`  ${asked}: ${Math.round(tookMs)} ms\n`);
  return { code, stderr, detected, configs: configs.map((yaml: string) => parse(yaml)) };
}

describe('what ralph detect says', () => {
  it('of the reference stack: each surface that it has, and one stack to review', async () => {
    const { http, wyoming } = await reference();
    const { code, stderr, detected, configs } = await detect(http, wyoming);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [stack, voice] = detected;
    expect(stack.found[0]).toMatchObject({ dialect: 'eva', product: 'EVA-VOICE 1.0.0' });
    expect(stack.found).toContainEqual(
      expect.objectContaining({ dialect: 'openai', product: 'ralph', roles: ['llm', 'tts'] }),
    );
    expect(voice.found).toMatchObject([{ dialect: 'wyoming', roles: ['tts'] }]);
    expect(configs).toEqual([
      { target: { url: http, dialect: 'eva' } },
      { target: { services: { tts: expect.objectContaining({ url: wyoming, dialect: 'wyoming' }) } } },
    ]);
  });

  it('of a Wyoming server whose address was given as http: what it is, and where', async () => {
    const { wyoming } = await reference();
    const { code, detected } = await detect(wyoming.replace('tcp:', 'http:'));
    expect({ code, url: detected[0].url }).toEqual({ code: 0, url: wyoming });
    expect(detected[0].found).toMatchObject([{ dialect: 'wyoming' }]);
  });

  it('of several servers: each, and the one config of them all', async () => {
    const [llm, tts, stt] = await Promise.all(
      ['vllm', 'kokoro-fastapi', 'whisper-cpp'].map((name) => running(startStandIn(name))),
    );
    const { code, stderr, detected, configs } = await detect(`${llm}/v1`, `${tts}`, `${stt}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(detected.map(({ found }: { found: { product: string }[] }) => found[0]?.product)).toEqual([
      'vLLM 0.11.0',
      'Kokoro-FastAPI 0.3.0',
      'whisper.cpp',
    ]);
    expect(configs).toEqual([
      {
        target: {
          services: {
            llm: { url: llm, dialect: 'openai', model: 'Qwen/Qwen3-8B' },
            tts: { url: tts, dialect: 'openai', model: 'kokoro', voice: 'af_heart' },
            stt: { url: stt, dialect: 'openai', paths: { stt: '/inference' } },
          },
        },
      },
    ]);
  });

  it.each([
    ['refuses', 'nothing listens there'],
    ['hangs', 'something takes connections and never answers'],
    ['slow-loris-body', 'an answer that does not end'],
    ['endless-body', 'an answer that does not end'],
    ['redirects-elsewhere', 'HTTP 307, sends on to “http://192.0.2.1/”, which was not followed'],
    ['malformed-http', 'something that speaks no HTTP'],
    ['answers-html', 'a web server, its page is called “Welcome”'],
  ])('of a stack that %s: %s, exit 1', async (name, otherwise) => {
    const { code, stderr, detected, configs } = await detect(await running(startStack(name)));
    expect({ code, stderr, configs }).toEqual({ code: 1, stderr: '', configs: [] });
    expect(detected[0]).toMatchObject({ found: [], otherwise });
  });

  it('of a FastAPI application that is no voice stack: what it is called, exit 1', async () => {
    const { code, detected } = await detect(await running(startStandIn('fastapi-app')));
    expect({ code, otherwise: detected[0].otherwise }).toEqual({
      code: 1,
      otherwise: 'an API, “Orders”, without the routes of a voice stack',
    });
  });

  it('of several addresses of which one speaks: exit 0', async () => {
    const [speaks, refuses] = [await running(startStandIn('ollama')), await running(startStack('refuses'))];
    expect((await detect(refuses, speaks)).code).toBe(0);
  });
});

describe('TLS', () => {
  let key: string;
  let cert: string;
  /** The certificate as a file, for whoever is to trust it. */
  let file: string;

  beforeAll(async () => {
    const names = [{ type: 7 as const, ip: '127.0.0.1' }];
    const made = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: names },
      ],
    });
    [key, cert] = [made.private, made.cert];
    const trusted = await mkdtemp(join(tmpdir(), 'ralph-tls-'));
    file = join(trusted, 'localhost.crt');
    await writeFile(file, cert);
    return () => rm(trusted, { recursive: true });
  });

  /** The health of an EVA-style stack behind TLS; resolves with its port. */
  async function secure(): Promise<number> {
    const server = createServer({ key, cert }, (_, response) =>
      response.end('{"status":"healthy","groq":true,"whisper":false,"tts":true,"database":true}'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  it('that was asked in clear is asked again as it should be, and the config says https', async () => {
    const port = await secure();
    const { code, stdout } = await ralph(['detect', '--json', `http://127.0.0.1:${port}`], {
      env: { NODE_EXTRA_CA_CERTS: file },
    });
    const { detected, configs } = JSON.parse(stdout);
    expect({ code, url: detected[0].url }).toEqual({ code: 0, url: `https://127.0.0.1:${port}` });
    expect(parse(configs[0]).target).toEqual({ url: `https://127.0.0.1:${port}`, dialect: 'eva' });
  });

  it('whose certificate is not trusted is told apart from no TLS', async () => {
    const port = await secure();
    const { code, detected } = await detect(`http://127.0.0.1:${port}`);
    expect({ code, otherwise: detected[0].otherwise }).toEqual({
      code: 1,
      otherwise: expect.stringMatching(/^TLS is spoken there \(https\): “.*certificate”$/),
    });
  });

  it('where there is none is asked in clear', async () => {
    const url = await running(startStack('eva-like'));
    const { code, detected } = await detect(url.replace('http:', 'https:'));
    expect({ code, url: detected[0].url }).toEqual({ code: 0, url });
  });
});

describe('how ralph detect says it', () => {
  it('as a table and a config to paste, in French if asked, without colours in a pipe', async () => {
    const url = await running(startStandIn('speaches'));
    const { code, stdout } = await ralph(['detect', '--lang', 'fr', url]);
    expect(code).toBe(0);
    expect(stdout).toContain('openai (speaches 0.8.3), 99 %');
    expect(stdout).toContain('synthèse vocale, transcription');
    expect(stdout).toMatch(/# ralph\.config\.yaml\ntarget:\n {2}services:\n {4}tts: \{url: /);
    expect(stdout).not.toContain('\u001b');
    expect(
      Math.max(
        ...stdout
          .split('\n')
          .filter((line) => line.startsWith('│'))
          .map(({ length }) => length),
      ),
    ).toBe(100);
  });

  it('with each of several configs said to be a file of its own', async () => {
    const { http, wyoming } = await reference();
    const { stdout } = await ralph(['detect', '--lang', 'en', http, wyoming]);
    expect(stdout.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      '# ralph.config.yaml, 1 of 2: each is a stack of its own, and a file of its own',
      '# ralph.config.yaml, 2 of 2: each is a stack of its own, and a file of its own',
    ]);
  });

  it.each([
    [['localhost:8000'], 'detect: found "localhost:8000", expected an http or https URL'],
    [['tcp://localhost'], 'expected host and port such as tcp://localhost:10200'],
    [['http://me:hunter2@localhost'], 'detect: found a secret'],
    [[], "missing required argument 'url'"],
  ])('%j is refused', async (urls, message) => {
    const { code, stdout, stderr } = await ralph(['detect', ...urls]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('hunter2');
  });
});

describe('--target without a config', () => {
  const plan = async (url: string, cwd: string) =>
    ralph(['review', '--dry-run', '--timeout', '1s', '--target', url], { cwd });

  /** What is said first, without when. */
  const firstSaid = (stderr: string): string | undefined => /^\S+Z (.*)$/m.exec(stderr)?.[1];

  it.each([
    ['eva-like', 'speaks eva (EVA-VOICE 0.0.1), 99 %'],
    ['refuses', 'nothing listens there; asked as eva'],
    ['answers-html', 'a web server, its page is called “Welcome”; asked as eva'],
  ])('%s: %s', async (name, line) => {
    const url = await running(startStack(name));
    const { stderr } = await plan(url, await folder());
    expect(firstSaid(stderr)).toMatch(new RegExp(`^${url}:? `));
    expect(firstSaid(stderr)).toContain(line);
  });

  it('a server of the OpenAI API is spoken to as one', async () => {
    const url = await running(startStandIn('vllm'));
    const { stderr } = await plan(url, await folder());
    expect(firstSaid(stderr)).toBe(`${url} speaks openai (vLLM 0.11.0), 99 %`);
  });

  it('is found where clients of OpenAI are told to find it, too', async () => {
    const url = await running(startStandIn('vllm'));
    const { stderr } = await plan(`${url}/v1`, await folder());
    expect(firstSaid(stderr)).toBe(`${url} speaks openai (vLLM 0.11.0), 99 %`);
  });

  it('and reviewed as one, of what it serves and nothing else', async () => {
    const { http: behind } = await reference();
    const url = await running(startStandIn('vllm', { behind }));
    const args = [
      'review',
      '--target',
      url,
      '--json',
      '-n',
      '2',
      '--warmup',
      '0',
      '--only',
      'backend,llm,tts',
    ];
    const { code, stdout, stderr } = await ralph([...args, '--reviews', await folder()]);
    expect(stderr).toContain(`${url} speaks openai (vLLM 0.11.0), 99 %`);
    const { metrics, blockers } = JSON.parse(stdout);
    expect({ code, blockers }).toEqual({ code: 0, blockers: [] });
    expect(metrics).toContainEqual(expect.objectContaining({ id: 'llm.success_pct', value: 100 }));
  });

  it('is not looked at where a config says how to speak to it', async () => {
    const cwd = await folder();
    const url = await running(startStandIn('vllm'));
    await writeFile(join(cwd, 'ralph.config.yaml'), 'target: {url: http://127.0.0.1:9, dialect: eva}\n');
    expect((await plan(url, cwd)).stderr).not.toContain('speaks');
  });
});

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Detected, Found } from './detect.ts';
import { snippets } from './snippet.ts';

const found = (more: Partial<Found>): Found => ({
  dialect: 'openai',
  url: 'http://a.test',
  certainty: 0.99,
  because: [],
  product: null,
  roles: ['llm'],
  ...more,
});

const at = (...all: Found[]): Detected => ({
  asked: all[0]?.url ?? 'http://a.test',
  url: all[0]?.url ?? 'http://a.test',
  found: all,
  otherwise: null,
  answers: true,
  tookMs: 1,
});

const targets = async (...detected: Detected[]) =>
  (await snippets(detected)).map((yaml) => parse(yaml).target);

describe('the config that reviews what was found', () => {
  it('puts the servers of several addresses together as one stack, a line each', async () => {
    const all = [
      at(found({ url: 'http://llm.test', byRole: { llm: { model: 'Qwen/Qwen3-8B', maxTokens: 200 } } })),
      at(found({ url: 'http://tts.test', roles: ['tts'], byRole: { tts: { voice: 'af_heart' } } })),
      at(found({ url: 'tcp://stt.test:10300', dialect: 'wyoming', roles: ['stt'] })),
    ];
    expect(await snippets(all)).toEqual([
      [
        'target:',
        '  services:',
        '    llm: {url: http://llm.test, dialect: openai, model: Qwen/Qwen3-8B, max_tokens: 200}',
        '    tts: {url: http://tts.test, dialect: openai, voice: af_heart}',
        '    stt: {url: tcp://stt.test:10300, dialect: wyoming}',
        '',
      ].join('\n'),
    ]);
  });

  it('names a whole stack as one, and not what else it speaks', async () => {
    const eva = found({ dialect: 'eva', roles: ['llm', 'tts'] });
    expect(await targets(at(eva, found({ certainty: 0.9 })))).toEqual([
      { url: 'http://a.test', dialect: 'eva' },
    ]);
  });

  it('names the same stack once, however often it was asked', async () => {
    const eva = found({ dialect: 'eva' });
    expect(await targets(at(eva), at(eva))).toHaveLength(1);
  });

  it('takes a second dialect of a server for what the first does not speak', async () => {
    const socket = found({ dialect: 'openai-realtime', roles: ['socket'], certainty: 0.8 });
    const [target] = await targets(at(found({}), socket));
    expect(Object.entries(target.services)).toMatchObject([
      ['llm', { dialect: 'openai' }],
      ['socket', { dialect: 'openai-realtime' }],
    ]);
  });

  it('prefers who is sure to who is called so, and both to who wants a key', async () => {
    const locked = at(found({ url: 'http://locked.test', hindrance: 'key', product: 'Groq' }));
    const guessed = at(found({ url: 'http://guessed.test', guessed: true }));
    const sure = at(found({ url: 'http://sure.test' }));
    const urls = async (...all: Detected[]) => (await targets(...all))[0].services.llm.url;
    expect(await urls(locked, guessed, sure)).toBe('http://sure.test');
    expect(await urls(locked, guessed)).toBe('http://guessed.test');
    expect(await urls(guessed, sure, sure)).toBe('http://sure.test');
  });

  it('names the variable of a key as people do, and never a key', async () => {
    const [groq] = await targets(at(found({ hindrance: 'key', product: 'Groq 1.0' })));
    const [unknown] = await targets(at(found({ hindrance: 'key' })));
    expect([groq.services.llm.api_key_env, unknown.services.llm.api_key_env]).toEqual([
      'GROQ_API_KEY',
      'STACK_API_KEY',
    ]);
  });

  it('is none where nothing speaks, or only perhaps', async () => {
    expect(await snippets([at(), at(found({ certainty: 0.4 })), at(found({ roles: [] }))])).toEqual([]);
  });

  it.each(['true', '1e5', 'a: b', '{x}', '# no', "it's", '*anchor', '- dash', 'a, b', '"', 'null'])(
    'a model may be called %j',
    async (model) => {
      const [target] = await targets(at(found({ byRole: { llm: { model } } })));
      expect(target.services.llm.model).toBe(model);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { stackOf } from '../contract/stack-of-parts.ts';
import { startStack } from '../contract/stack-under-test.ts';
import { browserPath, noBrowser, patience, type TalkPage, visit } from './browser.ts';
import { prompter } from './prompter.ts';

const lastTurn = ({ page }: TalkPage) => page.locator('.turn').last();
const answerOf = (talk: TalkPage) => lastTurn(talk).locator('.answer .text');
const alertOf = ({ page }: TalkPage) => page.getByRole('alert').textContent();
const outcome = (talk: TalkPage) => expect.poll(() => lastTurn(talk).getAttribute('data-outcome'), patience);
const reads = (read: () => Promise<string | null>) => expect.poll(read, patience);

/** Has the page tell how many sounds were started and not stopped. */
const countSources = `{
  const { start, stop } = AudioBufferSourceNode.prototype;
  let sounding = 0;
  const tell = (change) => (document.documentElement.dataset.sounding = sounding += change);
  AudioBufferSourceNode.prototype.start = function (...when) { tell(1); return start.apply(this, when); };
  AudioBufferSourceNode.prototype.stop = function (...when) { tell(-1); return stop.apply(this, when); };
}`;

/** A figure of the last turn's table, in ms. */
async function figure(talk: TalkPage, stage: string, column: 'here' | 'told'): Promise<number> {
  const cell = lastTurn(talk)
    .locator(`[data-stage="${stage}"] td`)
    .nth(column === 'here' ? 0 : 1);
  const [, number, unit] = /^([\d.]+)\s(ms|s)$/u.exec((await cell.textContent()) ?? '') ?? [];
  return Number(number) * (unit === 's' ? 1000 : 1);
}

describe('GET /talk', () => {
  it('is served whole, checked by its mark, under a policy that forbids all but this stack', async () => {
    const stack = await startStack({ apiKey: 'sesame' });
    const page = await stack.get('/talk');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    const files = [...(await page.text()).matchAll(/(?:href|src)="(talk\/[^"]+)"/g)].map(([, file]) => file);
    expect(files).toEqual(['talk/page.css', 'talk/conversation.css', 'talk/composer.css', 'talk/main.js']);
    for (const file of files) {
      const served = await stack.get(`/${file}`);
      expect(served.status).toBe(200);
      const etag = served.headers.get('etag') ?? '';
      expect((await stack.get(`/${file}`, { 'if-none-match': etag })).status).toBe(304);
    }
  });

  it.each(['nothing.js', 'tsconfig.json', 'turns.test.ts', '..%2fstart.ts', '%2e%2e%2fstart.ts'])(
    'serves nothing beside: %s',
    async (file) => {
      const stack = await startStack();
      expect((await stack.get(`/talk/${file}`)).status).toBe(404);
    },
  );
});

describe.skipIf(browserPath === null)(`the page in a browser${noBrowser}`, () => {
  it('loads without an error and asks nobody but the stack', async () => {
    const stack = await startStack();
    const talk = await visit(stack.url);
    await talk.reaches('ready');
    await talk.say('Tell me about the sea');
    await outcome(talk).toBe('done');
    expect(talk.errors).toEqual([]);
    const hosts = new Set(
      talk.asked.filter((url) => !url.startsWith('data:')).map((url) => new URL(url).host),
    );
    expect([...hosts]).toEqual([new URL(stack.url).host]);
  });

  it('shows tokens as they come, speaks sentences as they end, and says where the time went', async () => {
    const llm = prompter();
    const talk = await visit((await stackOf({ llm: [llm], now: () => performance.now() })).url);
    await talk.reaches('ready');
    await talk.say('Please dictate');
    await talk.reaches('thinking');
    llm.dictate('The tide goes');
    await reads(() => answerOf(talk).textContent()).toBe('The tide goes');
    llm.dictate(' out. And it ');
    await reads(() => lastTurn(talk).getAttribute('data-sentences')).toBe('1');
    expect(await lastTurn(talk).getAttribute('data-outcome')).toBe('open');
    llm.dictate('comes back.');
    llm.finish();
    await outcome(talk).toBe('done');
    await reads(() => lastTurn(talk).getAttribute('data-sentences')).toBe('2');
    await talk.reaches('ready');
    expect(await answerOf(talk).textContent()).toBe('The tide goes out. And it comes back.');

    await lastTurn(talk).locator('summary').click();
    const [word, answer, sound] = await Promise.all(
      ['stageFirstWord', 'stageAnswer', 'stageFirstSound'].map((stage) => figure(talk, stage, 'here')),
    );
    expect(word).toBeGreaterThan(0);
    expect(sound).toBeGreaterThan(word ?? 0);
    expect(answer).toBeGreaterThan(sound ?? 0);
    expect(await figure(talk, 'stageTotal', 'here')).toBeGreaterThanOrEqual(answer ?? 0);
    expect(await figure(talk, 'stageAnswer', 'told')).toBeGreaterThan(0);
    expect(await figure(talk, 'stageFirstSound', 'told')).toBeLessThanOrEqual(sound ?? 0);
    expect(await figure(talk, 'stageLasted', 'here')).toBeGreaterThan(1000);
  });

  it.each<[string, (talk: TalkPage) => Promise<void>]>([
    ['Escape', ({ page }) => page.keyboard.press('Escape')],
    ['the button', ({ page }) => page.getByRole('button', { name: 'Stop' }).click()],
    ['typing', ({ page }) => page.locator('#message').pressSequentially('w')],
  ])('falls silent at %s, and stops the stack', async (_, act) => {
    const llm = prompter();
    const talk = await visit((await stackOf({ llm: [llm] })).url, { before: countSources });
    const sounding = () => talk.page.locator('html').getAttribute('data-sounding');
    await talk.reaches('ready');
    await talk.say('Please dictate');
    llm.dictate(`${'La la la '.repeat(60)}. `);
    await talk.reaches('speaking');
    await reads(sounding).toMatch(/^[1-9]/);
    await act(talk);
    await talk.reaches('interrupted');
    expect(await sounding()).toBe('0');
    await expect.poll(llm.brokenOff, patience).toBe(1);
    expect(await lastTurn(talk).getAttribute('data-sentences')).toBe('0');
    await talk.say('And now?');
    await reads(() => answerOf(talk).textContent()).toBe('Yes.');
    await outcome(talk).toBe('done');
  });

  it('is silent at once when the next message comes, and answers that one', async () => {
    const llm = prompter();
    const talk = await visit((await stackOf({ llm: [llm] })).url);
    await talk.reaches('ready');
    await talk.say('Please dictate');
    llm.dictate(`${'La la la '.repeat(60)}. `);
    await talk.reaches('speaking');
    await talk.say('Something else');
    await outcome(talk).toBe('done');
    expect(await answerOf(talk).textContent()).toBe('Yes.');
    expect(await talk.page.locator('.turn').first().getAttribute('data-outcome')).toBe('interrupted');
  });

  it('keeps what anyone says as text', async () => {
    const llm = prompter();
    const talk = await visit((await stackOf({ llm: [llm] })).url);
    const markup = '<img src=x onerror="document.title=1"><b>dictate</b>';
    await talk.reaches('ready');
    await talk.say(markup);
    llm.dictate(markup);
    llm.finish();
    await outcome(talk).toBe('done');
    expect(await answerOf(talk).textContent()).toBe(markup);
    expect(await lastTurn(talk).locator('.said').textContent()).toBe(`You: ${markup}`);
    expect(await talk.page.locator('#log img, #log b').count()).toBe(0);
    expect(talk.errors).toEqual([]);
  });

  it('says a refusal by the rate limit, counts down, and keeps the words', async () => {
    // The page's greeting of the socket is one, the first message the other.
    const talk = await visit((await startStack({ rateLimitPerMinute: 2 })).url);
    await talk.reaches('ready');
    await talk.say('One');
    await outcome(talk).toBe('done');
    await talk.say('Two');
    await talk.reaches('limited');
    expect(await alertOf(talk)).toMatch(/rate limit reached: try again in \d+ s/);
    await reads(() => talk.page.getByRole('timer').textContent()).toMatch(/^go on in [1-5]\d s$/);
    expect(await talk.page.locator('#message').inputValue()).toBe('Two');
    expect(await talk.page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  });

  it('says that the stack is gone, and goes on when it is back', async () => {
    const stack = await startStack();
    const talk = await visit(stack.url);
    await talk.reaches('ready');
    await stack.close();
    await reads(() => alertOf(talk)).toBe('The connection broke off.');
    await reads(() => talk.page.getByRole('timer').textContent()).toMatch(/^next try in \d+ s$/);
    await startStack({ port: stack.port });
    await talk.reaches('ready');
    expect(await alertOf(talk)).toBe('');
    await talk.say('Tell me about the sea');
    await outcome(talk).toBe('done');
  });

  it('asks for the key, says when it is wrong, and never puts it into an address', async () => {
    const talk = await visit((await startStack({ apiKey: 'sésame/+' })).url);
    await talk.reaches('locked');
    const field = talk.page.getByLabel('API key');
    await field.fill('nonsense');
    await field.press('Enter');
    await reads(() => alertOf(talk)).toBe('That key does not open this stack.');
    await field.fill('sésame/+');
    await field.press('Enter');
    await talk.reaches('ready');
    await talk.say('Tell me about the sea');
    await outcome(talk).toBe('done');
    const encoded = Buffer.from('sésame/+').toString('base64url');
    expect(talk.asked.filter((url) => url.includes(encoded) || decodeURI(url).includes('same'))).toEqual([]);
    expect(await field.inputValue()).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { stackOf } from '../contract/stack-of-parts.ts';
import { startStack } from '../contract/stack-under-test.ts';
import type { Recording, SttEngine } from '../engines/stt/stt-engine.ts';
import { containerOf } from '../speech/sound.ts';
import { browserPath, noBrowser, patience, type TalkPage, visit } from './browser.ts';
import { prompter } from './prompter.ts';

const lastTurn = ({ page }: TalkPage) => page.locator('.turn').last();
const outcome = (talk: TalkPage) => expect.poll(() => lastTurn(talk).getAttribute('data-outcome'), patience);
const microphone = ({ page }: TalkPage) => page.getByRole('button', { name: 'Speak' });

/** In place of the browser's recogniser, which may ask a server of its maker: it hears `heard`, or fails. */
const recogniser = (heard: string, failure = '') => `
  globalThis.webkitSpeechRecognition = class extends EventTarget {
    start() {
      this.timer = setTimeout(() => {
        const results = [[{ transcript: ${JSON.stringify(heard)} }]];
        this.dispatchEvent(Object.assign(new Event('result'), { results }));
      });
    }
    stop() {
      const error = ${JSON.stringify(failure)};
      if (error) this.dispatchEvent(Object.assign(new Event('error'), { error }));
      this.dispatchEvent(new Event('end'));
    }
    abort() { clearTimeout(this.timer); this.dispatchEvent(new Event('end')); }
  };
  globalThis.SpeechRecognition = globalThis.webkitSpeechRecognition;
`;
const noRecogniser = 'delete globalThis.webkitSpeechRecognition; delete globalThis.SpeechRecognition;';

/** Has the page tell how many bytes of its recording there are already. */
const countBytes = `
  const { start } = MediaRecorder.prototype;
  MediaRecorder.prototype.start = function () {
    let recorded = 0;
    this.addEventListener('dataavailable', ({ data }) => {
      document.documentElement.dataset.recorded = recorded += data.size;
    });
    return start.call(this, 50);
  };
`;

/** A transcriber that understands every recording, and keeps the page's. */
function listener(): SttEngine & { readonly recordings: readonly Recording[] } {
  const recordings: Recording[] = [];
  return {
    id: 'listener',
    recordings,
    async *transcribe(recording) {
      recordings.push(recording);
      yield 'What I said';
    },
  };
}

describe.skipIf(browserPath === null)(`speaking to the page${noBrowser}`, () => {
  it('is heard by the browser where the stack has no ears', async () => {
    const talk = await visit((await startStack()).url, { before: recogniser('Tell me about the sea') });
    await talk.reaches('ready');
    await microphone(talk).click();
    await talk.reaches('listening');
    expect(await microphone(talk).getAttribute('aria-pressed')).toBe('true');
    await expect
      .poll(() => talk.page.locator('#message').inputValue(), patience)
      .toBe('Tell me about the sea');
    await microphone(talk).click();
    await outcome(talk).toBe('done');
    expect(await lastTurn(talk).locator('.said').textContent()).toBe('You: Tell me about the sea');
    await lastTurn(talk).locator('summary').click();
    expect(await lastTurn(talk).locator('[data-stage="stageHearing"] td').allTextContents()).toEqual([
      expect.stringMatching(/\d/),
      '–',
    ]);
  });

  it('is recorded for the stack where that transcribes', async () => {
    const stt = listener();
    const talk = await visit((await stackOf({ stt, now: () => performance.now() })).url, {
      before: noRecogniser + countBytes,
    });
    await talk.reaches('ready');
    await microphone(talk).click();
    await talk.reaches('listening');
    await expect
      .poll(async () => Number(await talk.page.locator('html').getAttribute('data-recorded')), patience)
      .toBeGreaterThan(1000);
    await microphone(talk).click();
    await outcome(talk).toBe('done');
    expect(await lastTurn(talk).locator('.said').textContent()).toBe('You: What I said');
    const bytes = stt.recordings.at(-1)?.bytes ?? new Uint8Array();
    expect(containerOf(bytes)).toBe('webm');
    expect(bytes.length).toBeGreaterThan(1000);
  });

  it('is possible by holding the button down, with the keyboard too', async () => {
    const talk = await visit((await startStack()).url, { before: recogniser('Hold on') });
    await talk.reaches('ready');
    await microphone(talk).focus();
    await talk.page.keyboard.down(' ');
    await talk.reaches('listening');
    await talk.page.keyboard.up(' ');
    await outcome(talk).toBe('done');
    expect(await microphone(talk).getAttribute('aria-pressed')).toBe('false');
    expect(await talk.page.locator('.turn').count()).toBe(1);
  });

  it('silences the answer', async () => {
    const llm = prompter();
    const talk = await visit((await stackOf({ llm: [llm] })).url, { before: recogniser('Stop it') });
    await talk.reaches('ready');
    await talk.say('Please dictate');
    llm.dictate(`${'La la la '.repeat(60)}. `);
    await talk.reaches('speaking');
    await microphone(talk).click();
    await expect.poll(llm.brokenOff, patience).toBe(1);
    await microphone(talk).click();
    await outcome(talk).toBe('done');
    expect(await talk.page.locator('.turn').first().getAttribute('data-outcome')).toBe('interrupted');
  });

  it.each([
    ['network', 'The browser could not transcribe what you said (network). Typing works.'],
    ['not-allowed', 'The browser was not allowed to use the microphone.'],
    ['no-speech', 'Nothing was heard.'],
  ])('fails in words: %s', async (failure, words) => {
    const talk = await visit((await startStack()).url, { before: recogniser('', failure) });
    await talk.reaches('ready');
    await microphone(talk).click();
    await talk.reaches('listening');
    await microphone(talk).click();
    await expect.poll(() => talk.page.getByRole('alert').textContent(), patience).toBe(words);
    await talk.reaches('ready');
  });

  it('is refused with the reason where nobody could listen', async () => {
    const talk = await visit((await startStack()).url, { before: noRecogniser });
    await talk.reaches('ready');
    expect(await microphone(talk).isDisabled()).toBe(true);
    await expect
      .poll(() => talk.page.locator('#hearing').textContent(), patience)
      .toMatch(/^No microphone here: the stack has no engine/);
    expect(await microphone(talk).getAttribute('aria-describedby')).toBe('hearing');
  });
});

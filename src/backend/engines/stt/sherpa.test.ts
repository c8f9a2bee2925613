import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { sherpaFolder, wavOf } from './sherpa.fixture.ts';
import { problemWithSherpa, sherpa } from './sherpa.ts';
import type { Recording } from './stt-engine.ts';

const { signal: never } = new AbortController();
const ends: (() => unknown)[] = [];
afterAll(() => Promise.all(ends.map((end) => end())));

/** An engine over a library that behaves in a manner. */
function engineOf(manner?: string) {
  const { folder, installed } = sherpaFolder(manner);
  const engine = sherpa({ folder }, installed);
  ends.push(() => engine.close?.());
  return {
    id: engine.id,
    folder,
    close: () => engine.close?.(),
    async hear(recording: Partial<Recording> = {}, signal = never) {
      let text = '';
      const whole = { bytes: wavOf(1), container: 'wav', ...recording };
      for await (const piece of engine.transcribe(whole, signal)) text += piece;
      return text;
    },
  };
}

describe('sherpa', () => {
  it('hands the sound with its sample rate to the library, in one process for all', async () => {
    const { id, hear } = engineOf();
    expect(id).toBe('sherpa:whisper');
    expect(await hear()).toBe('1: 16000 at 16000, 50 %');
    expect(await Promise.all([hear({ bytes: wavOf(0.5, 44_100, 0.25) }), hear()])).toEqual([
      '2: 22050 at 44100, 25 %',
      '3: 16000 at 16000, 50 %',
    ]);
  });

  it('hears a long recording piece by piece', async () => {
    const heard = await engineOf().hear({ bytes: wavOf(50, 8_000) });
    const pieces = [...heard.matchAll(/(\d): (\d+) at 8000, 50 %/g)].map(([, , samples]) => Number(samples));
    expect([pieces.length, pieces.reduce((sum, each) => sum + each)]).toEqual([2, 400_000]);
    expect(heard).toMatch(/% 2:/);
  });

  it('hears nothing where nobody speaks', async () => {
    expect(await engineOf('hears nothing').hear()).toBe('');
  });

  it('refuses other containers and broken sound, which is not the fault of the engine', async () => {
    const { hear } = engineOf();
    await expect(hear({ container: 'webm' })).rejects.toMatchObject({
      statusCode: 415,
      message: 'file: this stack hears WAV and MP3, not webm',
    });
    await expect(hear({ bytes: wavOf(1).slice(0, 30) })).rejects.toMatchObject({ statusCode: 415 });
  });

  it('outlives a model that ends the process, and one that is refused', async () => {
    const aborting = engineOf('aborts');
    await expect(aborting.hear()).rejects.toThrow('its process ended (SIGABRT)');
    await expect(aborting.hear()).rejects.toThrow('its process ended (SIGABRT)');
    await expect(engineOf('refuses').hear()).rejects.toThrow('sherpa-onnx refused the model or the sound');
  });

  it('stops at once when the signal aborts, even in the middle of native work', async () => {
    const { hear, folder } = engineOf('hangs');
    const caller = new AbortController();
    const hearing = hear({}, caller.signal);
    const waiting = hear({}, caller.signal);
    const pidFile = `${folder}/tiny-tokens.txt.pid`;
    await expect.poll(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8')).toMatch(/^\d+$/);
    caller.abort();
    await expect(hearing).rejects.toThrow(/abort/i);
    await expect(waiting).rejects.toThrow(/abort/i);
    expect(() => process.kill(Number(readFileSync(pidFile, 'utf8')), 0)).toThrow('ESRCH');
  });

  it('goes on with a new process after it was closed', async () => {
    const { hear, close } = engineOf();
    expect(await hear()).toMatch(/^1:/);
    await close();
    await close();
    expect(await hear()).toMatch(/^1:/);
  });
});

describe('problemWithSherpa', () => {
  it('names what to install, and what is wrong with the folder', () => {
    const { folder, installed } = sherpaFolder();
    expect(problemWithSherpa({ folder }, installed)).toBeNull();
    expect(problemWithSherpa({ folder }, tmpdir())).toBe(
      'sherpa-onnx-node is not installed: npm install sherpa-onnx-node',
    );
    expect(problemWithSherpa({ folder: '/nowhere' }, installed)).toBe(
      '/nowhere is no folder that can be read',
    );
    expect(() => sherpa({ folder: '/nowhere' }, installed)).toThrow('/nowhere is no folder');
  });
});

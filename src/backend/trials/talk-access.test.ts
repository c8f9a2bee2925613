import { describe, expect, it } from 'vitest';
import { startStack } from '../contract/stack-under-test.ts';
import { browserPath, noBrowser, patience, type TalkPage, visit } from './browser.ts';

const lastTurn = ({ page }: TalkPage) => page.locator('.turn').last();
const outcome = (talk: TalkPage) => expect.poll(() => lastTurn(talk).getAttribute('data-outcome'), patience);
const focused = ({ page }: TalkPage) => page.evaluate<string>('document.activeElement.id');

describe.skipIf(browserPath === null)(`the page for everybody${noBrowser}`, () => {
  it('names every control and region', async () => {
    const talk = await visit((await startStack()).url);
    await talk.reaches('ready');
    const seen = await talk.page.locator('body').ariaSnapshot();
    for (const line of [
      '- heading "Talk" [level=1]',
      '- status: Ready',
      '- log "Conversation"',
      '- textbox "Message"',
      '- button "Speak"',
      '- combobox "Voice"',
      '- button "Send"',
    ]) {
      expect(seen).toContain(line);
    }
    expect(seen).not.toMatch(/- (button|textbox|combobox)(:|$)/m);
  });

  it('is worked with the keyboard alone', async () => {
    const talk = await visit((await startStack()).url);
    const { keyboard } = talk.page;
    await talk.reaches('ready');
    expect(await focused(talk)).toBe('message');
    await keyboard.type('Tell me');
    await keyboard.press('Shift+Enter');
    await keyboard.type('about the sea');
    await keyboard.press('Enter');
    await outcome(talk).toBe('done');
    expect(await lastTurn(talk).locator('.said').textContent()).toBe('You: Tell me\nabout the sea');
    await talk.reaches('ready');
    const order: string[] = [];
    for (let presses = 0; presses < 3; presses += 1) {
      await keyboard.press('Tab');
      order.push(await focused(talk));
    }
    expect(order).toEqual(['microphone', 'voice', 'send']);
    await keyboard.press('Shift+Tab');
    await keyboard.press('ArrowDown');
    expect(await talk.page.locator('#voice').inputValue()).toBe('eva-warm');
    for (const _ of ['microphone', 'message', 'summary']) await keyboard.press('Shift+Tab');
    await keyboard.press('Enter');
    expect(await lastTurn(talk).getByRole('table', { name: 'Where the time went' }).isVisible()).toBe(true);
  });

  it('gives the focus to the message when the button under it goes away', async () => {
    const talk = await visit((await startStack()).url);
    await talk.reaches('ready');
    await talk.say('Tell me about the sea');
    await talk.page.locator('#stop').focus();
    await talk.page.keyboard.press('Enter');
    await talk.reaches('interrupted');
    expect(await focused(talk)).toBe('message');
  });

  it.each([320, 480])('needs no horizontal scrolling at %d px, in the longer language', async (width) => {
    const talk = await visit((await startStack()).url, { width, locale: 'fr-FR' });
    await talk.reaches('ready');
    await talk.say(`Parle-moi de ${'l’anticonstitutionnalité'.repeat(8)}`);
    await outcome(talk).toBe('done');
    await lastTurn(talk).locator('summary').click();
    const tooWide = await talk.page.evaluate<string[]>(`
      [...document.querySelectorAll('body *')]
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 0.5)
        .map((node) => node.outerHTML.slice(0, 80))`);
    expect(tooWide).toEqual([]);
    expect(await talk.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  it('speaks the language of its reader, and says so', async () => {
    const talk = await visit((await startStack()).url, { locale: 'fr-FR' });
    await talk.reaches('ready');
    expect(await talk.page.locator('html').getAttribute('lang')).toBe('fr');
    expect(await talk.page.getByRole('status').textContent()).toBe('Prêt');
    expect(await talk.page.getByRole('button', { name: 'Envoyer' }).isVisible()).toBe(true);
  });

  it('has contrast enough in both colour schemes', async () => {
    const talk = await visit((await startStack()).url);
    await talk.reaches('ready');
    for (const colorScheme of ['light', 'dark'] as const) {
      await talk.page.emulateMedia({ colorScheme });
      const colours = await talk.page.evaluate<Record<string, string>>(`
        Object.fromEntries(['paper', 'raised', 'tint', 'ink', 'soft', 'accent', 'on-accent', 'alarm'].map(
          (name) => [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()]))`);
      const pairs = [
        ...['paper', 'raised', 'tint'].flatMap((back) => ['ink', 'soft'].map((front) => [front, back])),
        ['alarm', 'paper'],
        ['on-accent', 'accent'],
      ];
      for (const [front = '', back = ''] of pairs) {
        const ratio = contrast(colours[front] ?? '', colours[back] ?? '');
        expect({ colorScheme, front, back, ratio, enough: ratio >= 4.5 }).toMatchObject({ enough: true });
      }
    }
  });
});

/** WCAG 2.2, relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio, 1..21. */
function contrast(one: string, other: string): number {
  const [dark = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

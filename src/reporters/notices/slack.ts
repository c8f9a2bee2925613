import { type Notice, told } from './notice.ts';

const MOST_HEADER_CHARS = 150;

/** Of Slack's own markup, which begins with `<`; a zero-width space keeps a name behind an @ from being called. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('@', '@\u200b');

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

/**
 * The body of an incoming webhook of Slack. Whoever knows no blocks (Mattermost, Rocket.Chat) shows `text`, which says it all; what a
 * stack said is plain text in the blocks.
 */
export function slack(notice: Notice) {
  const { headline, facts, problems, page, pageWords } = told(notice);
  const link = page === null ? [] : [`<${page}|${pageWords}>`];
  const bullets = problems.map((problem) => `• ${problem}`);
  return {
    text: [...[headline, ...bullets].map(escaped), ...link].join('\n'),
    blocks: [
      { type: 'header', text: plain(headline.slice(0, MOST_HEADER_CHARS)) },
      { type: 'section', fields: facts.map(([name, value]) => plain(`${name}\n${value}`)) },
      ...(bullets.length === 0 ? [] : [{ type: 'section', text: plain(bullets.join('\n')) }]),
      ...link.map((text) => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] })),
    ],
  };
}

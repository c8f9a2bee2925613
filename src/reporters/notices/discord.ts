import { type Notice, told } from './notice.ts';

/** Discord's Markdown: every sign that could begin some stands for itself. */
const escaped = (text: string): string => text.replace(/[\\*_~`|>#[\]()<@:-]/g, '\\$&');

/** The body of a webhook of Discord; nobody is called by a name in it. */
export function discord(notice: Notice) {
  const { headline, facts, problems, page, color } = told(notice);
  return {
    embeds: [
      {
        ...{ title: escaped(headline).slice(0, 256), color },
        ...(page !== null && { url: page }),
        description: problems.map((problem) => `• ${escaped(problem)}`).join('\n'),
        fields: facts.map(([name, value]) => ({ name, value: escaped(value), inline: true })),
      },
    ],
    allowed_mentions: { parse: [] },
  };
}

import { type Notice, told } from './notice.ts';

/** Discord's Markdown: every sign that could begin some stands for itself. */
const escaped = (text: string): string => text.replace(/[\\*_~`|>#[\]()<@:-]/g, '\\$&');

/** "#rrggbb" as Discord has it: one number. */
const numberOf = (color: string): number => Number.parseInt(color.slice(1), 16);

/** The body of a webhook of Discord; nobody is called by a name in it. */
export function discord(notice: Notice) {
  const { headline, facts, problems, page, color } = told(notice);
  return {
    embeds: [
      {
        ...{ title: escaped(headline).slice(0, 256), color: numberOf(color) },
        ...(page !== null && { url: page }),
        description: problems.map((problem) => `• ${escaped(problem)}`).join('\n'),
        fields: facts.map(([name, value]) => ({ name, value: escaped(value), inline: true })),
      },
    ],
    allowed_mentions: { parse: [] },
  };
}

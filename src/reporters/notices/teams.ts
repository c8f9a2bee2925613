import { type Notice, told } from './notice.ts';

const SCHEMA = 'http://adaptivecards.io/schemas/adaptive-card.json';

/** Text in which no Markdown is read. */
const plain = (text: string, style: { size?: 'large'; weight?: 'bolder' } = {}) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', text, ...style }],
});

/** The body of a webhook of Teams (Workflows): a message with one adaptive card. */
export function teams(notice: Notice) {
  const { headline, facts, problems, page, pageWords } = told(notice);
  const content = {
    ...{ $schema: SCHEMA, type: 'AdaptiveCard', version: '1.4' },
    body: [
      plain(headline, { size: 'large', weight: 'bolder' }),
      plain(facts.map(([name, value]) => `${name} ${value}`).join(' · ')),
      ...problems.map((problem) => plain(`• ${problem}`)),
    ],
    actions: page === null ? [] : [{ type: 'Action.OpenUrl', title: pageWords, url: page }],
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

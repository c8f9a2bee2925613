import type { Check, Step } from '../domain/finding.ts';
import type { Lang } from '../domain/text.ts';

/** "**Label**: text" in the manner of the language. */
export const labelled = (label: string, text: string, lang: Lang): string =>
  `**${label}**${lang === 'fr' ? ' : ' : ': '}${text}`;

export const codes = (ids: readonly string[]): string => ids.map((id) => `\`${id}\``).join(', ');

/** Steps as a numbered list, what to type in a fence below each. */
export const steps = (remedy: readonly Step[], lang: Lang): string =>
  remedy
    .map(({ text, code }, index) => {
      const lines = code
        ? ['', `   \`\`\`${code.language}`, ...code.lines.map((line) => `   ${line}`.trimEnd()), '   ```']
        : [];
      return [`${index + 1}. ${text[lang]}`, ...lines].join('\n');
    })
    .join('\n');

/** Checks as a list, the command of each below it. */
export const checks = (unblock: readonly Omit<Check, 'holds'>[], lang: Lang): string =>
  unblock
    .map(({ text, command }) => {
      const lines =
        command === undefined
          ? []
          : ['', '  ```bash', ...command.split('\n').map((line) => `  ${line}`), '  ```'];
      return [`- ${text[lang]}`, ...lines].join('\n');
    })
    .join('\n');

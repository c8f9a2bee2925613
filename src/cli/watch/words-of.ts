import type { Command } from 'commander';

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** The flags that a person gave a command, as words for another command that knows them, without `own`. */
export function wordsOf(command: Command, own: readonly string[]): string[] {
  return command.options.flatMap((option) => {
    const name = option.attributeName();
    const value: unknown = command.getOptionValue(name);
    const isGiven = command.getOptionValueSource(name) === 'cli';
    if (!isGiven || own.includes(name) || !option.long || option.negate !== (value === false)) return [];
    if (typeof value === 'boolean') return [option.long];
    return asList(value).map((each) => `${option.long}=${String(each)}`);
  });
}

import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** What judging makes of saved evidence. Throws UsageError where it is not such as this ralph can judge. */
export async function judged<Result>(file: string, judge: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await judge();
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${file}  ${error.message}`, { cause: error });
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(
      `${file}  found readings that ralph ${version} cannot judge (${error.message}), expected them as its probes write them`,
      { cause: error },
    );
  }
}

import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** Whether a program of this name lies in one of the folders of `path`, in the form of the variable PATH. */
export async function isOnPath(program: string, path: string): Promise<boolean> {
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    const found = await access(join(folder, program + SUFFIX), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
}

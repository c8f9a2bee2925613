import { join } from 'node:path';
import { temporaryFolder } from '../archive.fixture.ts';
import { archiveContract } from '../archive-contract.fixture.ts';
import { folderArchive } from './archive.ts';

archiveContract('a folder', async () => {
  // Not made yet.
  const folder = join(await temporaryFolder(), 'reviews');
  return async () => folderArchive(folder);
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../archive.fixture.ts';
import { imported } from '../imported.fixture.ts';
import { folderArchive } from './archive.ts';

test.each([
  [{ imported: null }, 'imported: found nothing'],
  [{ imported: { ...imported(59), fields: {} } }, 'imported.fields.kind: found nothing'],
  [{ imported: imported(58) }, 'imported.cycle: found 58, expected 59'],
])('what is no imported review is said, not thrown: %#', async (value, lack) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, '2026-01-20-cycle-059.json'), JSON.stringify(value));
  const archive = folderArchive(folder);
  const [entry] = await archive.entries();
  expect(entry && (await archive.read(entry))).toMatchObject({ corrupt: expect.stringContaining(lack) });
});

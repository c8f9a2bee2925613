import type { ProjectFiles } from './files.ts';

/** A project of these files: path → text, or null where only its being there counts. */
export const project = (files: Readonly<Record<string, string | null>>): ProjectFiles => ({
  paths: Object.keys(files),
  texts: new Map(
    Object.entries(files).flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])),
  ),
});

/** A backend of FastAPI with pages of Next.js, installed. */
export const her = {
  'backend/main.py':
    'from fastapi import FastAPI\n\napp = FastAPI(title="her")\n\nuvicorn.run(app, port=8123)\n',
  'backend/requirements.txt': 'fastapi\nuvicorn\n',
  'backend/tests/test_chat.py': 'def test_it(): pass\n',
  'backend/tests/voice/test_voice.py': '',
  'frontend/package.json': '{"dependencies":{"next":"15"},"devDependencies":{"vitest":"3"}}',
  'frontend/node_modules/.bin/next': null,
  'frontend/node_modules/.bin/vitest': null,
  'venv/pyvenv.cfg': null,
  'venv/bin/python': null,
  'venv/lib/python3.12/site-packages/pytest': null,
} as const;

import { describe, expect, it } from 'vitest';
import { addressesOf, expectedAddress } from './addresses.ts';
import { her, project } from './project.fixture.ts';
import { projectFrom, startedBy } from './project.ts';

const without = (path: keyof typeof her, more: Readonly<Record<string, string | null>> = {}) => {
  const { [path]: _, ...rest } = her;
  return projectFrom(project({ ...rest, ...more }));
};

describe('what a project says', () => {
  it('is read whole: who serves, where, how it is tested and built', () => {
    expect(projectFrom(project(her))).toEqual({
      apps: [{ file: 'backend/main.py', folder: 'backend', served: 'main:app' }],
      ports: [{ port: 8123, place: 'backend/main.py:5' }],
      python: 'venv/bin/python',
      requirements: 'backend/requirements.txt',
      tests: [
        { command: ['venv/bin/python', '-m', 'pytest', 'backend/tests'], by: 'backend/tests/', lacks: null },
        {
          ...{ command: ['npx', '--no-install', 'vitest', 'run'], folder: 'frontend' },
          ...{ by: 'frontend/package.json', lacks: null },
        },
      ],
      build: {
        ...{ command: ['npx', '--no-install', 'next', 'build'], folder: 'frontend' },
        ...{ by: 'frontend/package.json', lacks: null },
      },
    });
  });

  it('is nothing of an empty folder', () => {
    expect(projectFrom(project({}))).toEqual({
      ...{ apps: [], ports: [], python: null, requirements: null, tests: [], build: null },
    });
  });

  it('says which command installs what is missing', () => {
    const bare = without('frontend/node_modules/.bin/next', { 'frontend/pnpm-lock.yaml': null });
    expect(bare.build?.lacks?.en).toBe(
      'its packages are not installed: cd frontend && pnpm install --frozen-lockfile',
    );
    expect(without('venv/lib/python3.12/site-packages/pytest').tests[0]?.lacks?.en).toBe(
      'venv/bin/python has no pytest: venv/bin/python -m pip install pytest -r backend/requirements.txt',
    );
  });

  it('names an application inside a package from where the import begins', () => {
    const inPackage = { 'src/voice/__init__.py': '', 'src/voice/api.py': 'api: FastAPI = FastAPI()\n' };
    expect(projectFrom(project(inPackage)).apps).toEqual([
      { file: 'src/voice/api.py', folder: 'src', served: 'voice.api:api' },
    ]);
  });

  it('takes no application out of tests and examples, and the nearest of several', () => {
    const several = {
      'tests/test_app.py': 'app = FastAPI()\n',
      'examples/main.py': 'app = FastAPI()\n',
      'deep/er/main.py': 'app = FastAPI()\n',
      'zoo.py': 'zoo = fastapi.FastAPI()\n',
      'app.py': 'app = FastAPI(\n',
    };
    expect(projectFrom(project(several)).apps.map(({ served }) => served)).toEqual([
      'app:app',
      'zoo:zoo',
      'main:app',
    ]);
  });

  it('takes the environment that has pytest where there are two', () => {
    const second = { '.venv/pyvenv.cfg': null, '.venv/bin/python3': null };
    const both = projectFrom(project({ ...second, ...her }));
    expect(both.tests[0]?.command[0]).toBe('venv/bin/python');
    expect(both.python).toBe('.venv/bin/python3');
  });

  it.each([
    ['Procfile', 'web: uvicorn main:app --port 9100', 9100],
    ['start.sh', 'gunicorn -b 0.0.0.0:9200 main:app', 9200],
    ['docker-compose.yml', 'ports:\n  - "9300:8000"\n', 9300],
    ['main.py', 'uvicorn.run(app, port=int(os.getenv("PORT", "9400")))', 9400],
    ['package.json', '{"scripts":{"api":"uvicorn main:app --port 9500"}}', 9500],
  ])('finds the port that %s names', (file, text, port) => {
    expect(projectFrom(project({ [file]: text })).ports[0]?.port).toBe(port);
  });

  it('takes no package.json for more than it is', () => {
    for (const text of ['', 'null', '[]', '"x"', '{"dependencies":null}', '{"dependencies":["next"]}'])
      expect(projectFrom(project({ 'package.json': text })).build).toBeNull();
  });
});

describe('a project that means harm', () => {
  const most = 256 * 1024;
  it.each([
    ['pytest.ini', '\n', null],
    ['pytest.ini', ' \n', null],
    ['run.sh', '-b=', null],
    ['serve.py', 'port=int(os.getenv(', null],
    ['serve.py', 'port=8000\n', 8000],
    ['serve.py', 'a\n:', null],
  ])('is read in one go, not again from each of the words of %s (%j)', (file, unit, port) => {
    const text = unit.repeat(most / unit.length);
    const { ports } = projectFrom(project({ [file]: text, 'test_a.py': null }));
    expect(ports[0]?.port ?? null).toBe(port);
  });

  it('names no more ports than somebody would ask', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `port=${index + 10_000}`).join('\n');
    expect(projectFrom(project({ 'serve.py': text })).ports).toHaveLength(100);
  });

  it('puts no command of its own into those that are told', () => {
    const evil = "$(touch owned); it's";
    const served = projectFrom(project({ [`${evil}/main.py`]: 'app = FastAPI()\n' }));
    expect(startedBy(served, 'http://localhost:8000')).toEqual([
      `python3 -m uvicorn main:app --app-dir '$(touch owned); it'\\''s' --port 8000`,
    ]);
    const untested = projectFrom(
      project({
        'test_a.py': '',
        'requirements $(id).txt': '',
        'a b/pyvenv.cfg': null,
        'a b/bin/python': null,
      }),
    );
    expect(untested.tests[0]?.lacks?.en).toBe(
      "a b/bin/python has no pytest: 'a b/bin/python' -m pip install pytest -r 'requirements $(id).txt'",
    );
    const unbuilt = projectFrom(project({ '`id`/package.json': '{"dependencies":{"next":"15"}}' }));
    expect(unbuilt.build?.lacks?.en).toBe("its packages are not installed: cd '`id`' && npm install");
  });
});

describe('whom to ask', () => {
  const doors = [
    { port: 5432, isOwn: true },
    { port: 8000, isOwn: false },
    { port: 8123, isOwn: false },
    { port: 41_000, isOwn: true },
    { port: 41_001, isOwn: false },
  ];

  it('is the project’s own and what it names, then usual ports; no database, and nobody else', () => {
    expect(addressesOf(projectFrom(project(her)), doors)).toEqual([
      ['http://localhost:41000', 'http://localhost:8123'],
      ['http://localhost:8000'],
    ]);
  });

  it('is nobody where nobody listens, and then it is expected where the project says', () => {
    expect(addressesOf(projectFrom(project(her)), [])).toEqual([[], []]);
    expect(expectedAddress(projectFrom(project(her)))).toBe('http://localhost:8123');
    expect(expectedAddress({ ports: [] })).toBe('http://localhost:8000');
  });

  it('is started here only where it is meant to listen here', () => {
    expect(startedBy(projectFrom(project(her)), 'http://localhost:8123')).toEqual([
      'venv/bin/python -m uvicorn main:app --app-dir backend --port 8123',
    ]);
    expect(startedBy(projectFrom(project(her)), 'https://voice.example')).toEqual([]);
    expect(startedBy(projectFrom(project({})), 'http://localhost:8123')).toEqual([]);
  });
});

import { parseString } from 'xml2js';
import { readNvidiaLog } from '../../src/host/nvidia-log.ts';
import { readDeviceLine, readProcessLine, readSampleLine } from '../../src/host/nvidia-table.ts';
import { readProcStat } from '../../src/host/proc-stat.ts';
import { rateNews } from '../../src/load/rate-headers.ts';
import { readCudaAnswer } from '../../src/suites/cuda-answer.ts';
import { readImportAnswer } from '../../src/suites/import-answer.ts';
import { junitAccount } from '../../src/suites/junit.ts';
import { missingModule } from '../../src/suites/missing-module.ts';
import { buildResult } from '../../src/suites/next-build.ts';
import { namesTorch } from '../../src/suites/requirements.ts';
import { recognised } from '../../src/suites/runners.ts';
import { plain } from '../../src/suites/terminal-text.ts';
import type { Parser } from './parser.ts';

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** As node-nvidia-smi reads it, in a program of its own: what its library throws ends that program, and says so. */
function readXml(xml: string): unknown {
  let read: unknown;
  try {
    parseString(xml, { explicitArray: false }, (error, data) => {
      read = error ? undefined : data;
    });
  } catch {
    return undefined;
  }
  return read;
}

const SUMMARIES = [
  '=================== test session starts ===================\ncollected 201 items\n============ 199 passed, 2 skipped in 12.34s ==============\n',
  'FAILED tests/test_x.py::test_a - assert 1 == 2\n1 failed, 3 passed, 1 error in 0.2s\n',
  '\u001b[32m Test Files \u001b[39m 2 passed (2)\n      Tests  10 passed | 1 skipped (11)\n   Duration  2.1s\n',
  'Tests:       1 failed, 2 skipped, 30 passed, 33 total\nTime: 3 s\nTest Suites: 1 failed, 4 passed, 5 total\n',
  'ok  \tstack/voice\t0.31s\n--- FAIL: TestSpeak (0.00s)\nFAIL\tstack/ear [build failed]\n',
  'test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; finished in 0.1s\n',
  'Ran 12 tests in 0.01s\n\nFAILED (failures=1, errors=2, skipped=3)\n',
  'ImportError while importing test module "/srv/tests/test_a.py".\nE   ModuleNotFoundError: No module named \'torch\'\n',
];

const BUILDS = [
  '   ▲ Next.js 16.0.10\n ✓ Compiled successfully in 2.1s\nRoute (app)                 Size  First Load JS\n┌ ○ /                  5 kB  100 kB\n├ ƒ /api/chat          0 B   0 B\n└ ○ /voice             2 kB  90 kB\n\nƒ Proxy (Middleware)\n\n○  (Static)   prerendered\nƒ  (Dynamic)  server-rendered\n',
  ' ✓ Compiled successfully\nFailed to compile.\n\n./app/page.tsx:3:1\nType error: nope\n',
  '⨯ Unable to acquire lock at .next/lock, is another instance of next build running?\n',
];

const JUNIT = [
  '<?xml version="1.0"?>\n<testsuites><testsuite name="pytest" tests="3" errors="0" failures="1" skipped="1"><testcase classname="a" name="b" time="0.1"/><testcase name="c"><failure message="x &amp; y">E   assert\n</failure></testcase><testcase name="d"><skipped type="pytest.skip"/></testcase></testsuite></testsuites>\n',
  '<testsuites><testsuite tests="1" errors="1"><testcase classname="" name="tests.test_a"><error message="collection failure"><![CDATA[ModuleNotFoundError: No module named \'torch\']]></error></testcase></testsuite></testsuites>',
];

const NVIDIA_XML =
  '<?xml version="1.0" ?>\n<nvidia_smi_log><driver_version>580.95.05</driver_version><cuda_version>13.0</cuda_version><attached_gpus>1</attached_gpus><gpu id="0"><product_name>NVIDIA GeForce RTX 4090</product_name><minor_number>0</minor_number><fb_memory_usage><total>24564 MiB</total><used>900 MiB</used></fb_memory_usage><utilization><gpu_util>87 %</gpu_util></utilization><temperature><gpu_temp>64 C</gpu_temp></temperature><gpu_power_readings><instant_power_draw>312.07 W</instant_power_draw></gpu_power_readings><processes><process_info><pid>9</pid><process_name>python</process_name><used_memory>600 MiB</used_memory></process_info></processes></gpu></nvidia_smi_log>';

const exited = { kind: 'exited', code: 1, stdout: '', stderr: '', durationMs: 1, truncated: false } as const;

/** What programs, drivers and servers say in text. */
export const saidParsers: readonly Parser[] = [
  {
    id: 'summary lines',
    corpus: SUMMARIES,
    parse: (input) => {
      const text = plain(input.toString());
      recognised({ text, report: null });
      missingModule(text, '/srv');
    },
  },
  {
    id: 'route tables',
    corpus: BUILDS,
    parse: (input) => buildResult(exited, plain(input.toString())),
  },
  {
    id: 'JUnit',
    corpus: JUNIT,
    parse: (input) => {
      const xml = input.toString();
      junitAccount(xml, ({ classname }) => classname === '');
      recognised({ text: '', report: xml });
    },
  },
  {
    id: 'nvidia-smi XML',
    corpus: [NVIDIA_XML],
    parse: (input) => {
      readNvidiaLog(readXml(input.toString()));
    },
  },
  {
    id: 'nvidia-smi CSV',
    corpus: [
      '0, NVIDIA GeForce RTX 4090, 24564, 900, 87, 64, 312.07, 580.95.05',
      '2841, /opt/venv/bin/python, 7654',
      '0, 87, 9876, 64, 312.07, 2520, 0x0000000000000048',
    ],
    parse: (input) => {
      for (const line of input.toString().split('\n')) {
        readDeviceLine(line);
        readProcessLine(line);
        readSampleLine(line, 5);
      }
    },
  },
  {
    id: 'answers of python',
    corpus: [
      '{"python":"3.11.7","torch":{"version":"2.5.1+cu121","cuda":"12.1","available":true,"device":"RTX","kernel":{"ok":true,"ms":0.4}},"error":null}',
      '{"python":"3.11.7","packagesChangedAt":1768910400.0,"missing":[{"module":"torch","by":"a.py:1"}],"undeclared":[]}',
    ],
    parse: (input) => {
      const answer = json(input.toString());
      readCudaAnswer(answer);
      readImportAnswer(answer);
    },
  },
  {
    id: 'headers of rate limits',
    corpus: [
      '60',
      '59;w=60',
      '"default";r=50;t=30',
      '2026-01-20T12:00:00Z',
      'Tue, 20 Jan 2026 12:00:00 GMT',
      '1s',
      '6m0s',
    ],
    parse: (input) => {
      const value = input.toString();
      for (const name of [
        'x-ratelimit-limit',
        'x-ratelimit-remaining',
        'x-ratelimit-reset',
        'ratelimit',
        'ratelimit-policy',
      ])
        rateNews({ [name]: value, 'x-ratelimit-limit-requests': value, 'x-ratelimit-reset-requests': value });
    },
  },
  {
    id: 'requirements',
    corpus: [
      'fastapi==0.1\ntorch>=2.0 ; python_version > "3.8"\n-r other.txt\n# torch\ngit+https://x/y.git#egg=torch\n',
    ],
    parse: (input) => namesTorch(input.toString()),
  },
  {
    id: '/proc',
    corpus: [
      '42 (node (x) y) S 1 42 42 0 -1 4194304 100 0 0 0 12 3 0 0 20 0 11 0 9999 1000 200 18446744073709551615\n',
    ],
    parse: (input) => readProcStat(input.toString()),
  },
];

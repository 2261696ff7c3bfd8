import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeWorkspace } from '../../src/host/node-workspace.ts';
import { changesBetween, type Plan, planOf } from '../../src/plan/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { changesText } from '../../src/report/plan/changes-text.ts';
import { planJson } from '../../src/report/plan/json.ts';
import { planMermaid } from '../../src/report/plan/mermaid.ts';
import { planSchema } from '../../src/report/plan/schema.ts';
import { planText } from '../../src/report/plan/text.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

const planIn = (folder: string): Plan => planOf(readProject(nodeWorkspace(folder), defaultPolicy));
const defects = planIn('fixtures/projects/defects');
const tool = { name: 'multiarch-lint', version: '1.2.3' };
const isPlan = new Ajv2020({ allowUnionTypes: true }).compile(planSchema);

/** A plan with a text of somebody's choice wherever the repository's own words stand. */
const withWords = (words: string): Plan =>
  JSON.parse(JSON.stringify(defects), (_, value: unknown) =>
    typeof value === 'string' && /orders|build-|publish(?!ed)|kaniko/.test(value) ? words : value,
  ) as Plan;

/** Words that try to break out of labels, lines and colours. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        ']',
        '}',
        ')',
        '`',
        '```',
        '\n',
        '\r',
        '\u2028',
        '<script>',
        '&quot;',
        '#quot;',
        ';',
        '%%',
        '$$',
        'end',
        '-->',
        '|',
        '\\',
        '\u001b[2J',
        '\u202e',
        ':::gap',
        'click i0 href',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

describe('the text', () => {
  test('shows every part, what is missing, the merge and what is wrong', () => {
    expect(planText([{ root: '', plan: defects }], { color: false, width: 100 })).toBe(
      `$CI_REGISTRY_IMAGE/orders:$CI_COMMIT_SHORT_SHA
  ✓ linux/amd64   ✓ linux/arm64   ✗ linux/riscv64 not joined   ✗ linux/s390x not built
  PLATFORM       JOB            BUILDER        RUNNER   PUSHES     CACHE   ATTESTED  JOINED BY
  linux/amd64    build-amd64    kaniko 1.28.3  amd64    …-amd64    layers  no        publish
  linux/arm64 !  build-arm64    kaniko 1.28.3  amd64    …-arm64    layers  no        publish
  linux/riscv64  build-riscv64  kaniko 1.28.3  riscv64  …-riscv64  layers  no        ✗ nobody
  linux/s390x    ✗ nobody       –              –        –          –       –         publish
  joined by publish (manifest-tool 2.2.1) too early (.gitlab-ci.yml:57)
  ✗ \`publish\` joins \`$CI_REGISTRY_IMAGE/orders:$CI_COMMIT_SHORT_SHA-s390x\` for linux/s390x, which
    no job builds (.gitlab-ci.yml:60)
  ✗ \`publish\` leaves out linux/riscv64 of \`build-riscv64\` (.gitlab-ci.yml:13)
  ✗ \`publish\` does not wait for \`build-arm64\` (.gitlab-ci.yml:57)
  ! \`build-arm64\` builds linux/arm64 on a machine of linux/amd64 (.gitlab-ci.yml:28)

1 image: 3 gaps, 1 risk, 0 doubts
`,
    );
  });

  test.each([72, 80, 120, 200])('keeps to %i columns, whatever words it shows', (width) => {
    fc.assert(
      fc.property(hostile, (words) => {
        const text = planText([{ root: '', plan: withWords(words) }], { color: false, width });
        // Of sentences, a word that is longer than the line stays whole.
        const tables = text.split('\n').filter((line) => /PLATFORM|linux\/(?:arm64 !|amd64 ) /.test(line));
        expect(tables.length).toBeGreaterThan(0);
        expect(tables.filter((line) => displayWidth(line) > width)).toEqual([]);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u202e]/);
      }),
      { numRuns: 60 },
    );
  });

  test('has a row below the other where columns do not fit beside each other', () => {
    const lines = planText([{ root: '', plan: defects }], { color: false, width: 60 }).split('\n');
    expect(lines).toContain('  PLATFORM   linux/arm64 !');
    expect(lines).toContain('  BUILDER    kaniko 1.28.3');
  });

  test('is coloured where that is asked for, and else is not', () => {
    expect(planText([{ root: '', plan: defects }], { color: true, width: 100 })).toContain(
      '\u001b[31m✗ nobody\u001b[39m',
    );
  });

  test('says so where nothing is published', () => {
    const plan: Plan = { images: [], unpublished: [], openTo: [] };
    expect(planText([{ root: 'shop/', plan }], { color: false, width: 100 })).toBe(
      'shop/: no command was found that publishes an image\n',
    );
  });
});

describe('the JSON', () => {
  const folders = readdirSync('fixtures/projects', { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test.each(folders.map(({ name }) => name))('of %s is as its schema says', (name) => {
    const plan = planIn(join('fixtures/projects', name));
    const compared = {
      root: 'shop/',
      plan,
      revision: 'main',
      commit: 'c0ffee',
      changes: changesBetween(defects, plan),
    };
    for (const project of [{ root: '', plan }, compared]) {
      const valid = isPlan(JSON.parse(planJson([project], tool)));
      expect(valid, JSON.stringify(isPlan.errors)).toBe(true);
    }
  });

  test('has paths as its reader sees them', () => {
    const paths = [...planJson([{ root: 'shop/', plan: defects }], tool).matchAll(/"path": "([^"]*)"/g)].map(
      ([, path]) => path,
    );
    expect(new Set(paths)).toEqual(new Set(['shop/.gitlab-ci.yml']));
  });

  test('the schema in the package is this one', () => {
    expect(JSON.parse(readFileSync('plan.schema.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(planSchema)));
  });
});

describe('the flowchart', () => {
  /** Every line that Mermaid is given, with labels of harmless characters only. */
  const label = /"(?:[A-Za-z0-9 .,:/=+@$_()-]|#\d+;|<br\/>)+"/.source;
  const node = String.raw`i\d+[pmgx]\d*`;
  const lines = new RegExp(
    `^(?:flowchart LR|  subgraph i\\d+\\[${label}\\]|    ${node}(?:\\[${label}\\]|\\{\\{${label}\\}\\}|\\(\\[${label}\\]\\))(?::::\\w+)?|    ${node} (?:-->|-\\.->|-\\.-x)(?:\\|${label}\\|)? ${node}|  end|  classDef \\w+ [\\w:#,]+|)$`,
  );

  test('has nothing in it that its labels could end or begin', () => {
    fc.assert(
      fc.property(hostile, (words) => {
        const chart = planMermaid([{ root: '', plan: withWords(words) }]);
        expect(chart.split('\n').filter((line) => !lines.test(line))).toEqual([]);
        expect(chart).not.toContain('$$');
      }),
    );
  });

  test('has a label for an image of which no platform is known', () => {
    const [image] = defects.images;
    const plan: Plan = { ...defects, images: image === undefined ? [] : [{ ...image, platforms: [], parts: [] }] };
    expect(planMermaid([{ root: '', plan }])).toContain('i0x(["a platform that cannot be told"])');
  });

  test('leads from the builds over the merge to the image, and marks what is broken', () => {
    const chart = planMermaid([{ root: '', plan: defects }]);
    expect(chart).toContain('    i0p0 -->|"#8230;-amd64"| i0m0\n');
    expect(chart).toContain('    i0p2 -.-x|"#8230;-riscv64"| i0x\n');
    expect(chart).toContain('    i0g0["linux/s390x<br/>nobody builds it"]:::gap\n');
    expect(chart).toContain('    i0m0 --> i0x\n');
  });
});

describe('the changes', () => {
  const ci = readFileSync('fixtures/projects/defects/.gitlab-ci.yml', 'utf8');
  const planOfCi = (text: string): Plan =>
    planOf(readProject(memoryWorkspace({ '.gitlab-ci.yml': text }), defaultPolicy));
  const changesOf = (edit: (text: string) => string): string =>
    changesText(
      [
        {
          root: '',
          plan: planOfCi(edit(ci)),
          revision: 'main',
          commit: 'c0ffee0123456789',
          changes: changesBetween(planOfCi(ci), planOfCi(edit(ci))),
        },
      ],
      { color: false, width: 160 },
    );

  test('say which platform is dropped', () => {
    expect(changesOf((text) => text.replace(/^build-arm64:[^]*?\n\n/m, ''))).toContain(
      '  - drops linux/arm64, which nobody builds any more (',
    );
    expect(changesOf((text) => text.replace('linux/amd64,linux/arm64,', 'linux/amd64,'))).toContain(
      '  - drops linux/arm64, which nothing joins any more (',
    );
  });

  test.each([
    [
      'a build moves to another job',
      'build-amd64',
      'package-amd64',
      '~ linux/amd64: built by `package-amd64` instead of `build-amd64`',
    ],
    [
      'a runner changes',
      'ARCH: arm64 }\n  tags: [amd64]',
      'ARCH: arm64 }\n  tags: [arm64]',
      '~ linux/arm64: runs on `arm64` instead of `amd64`',
    ],
    [
      'a reference changes',
      /"\$IMAGE-(\$?ARCH)"/,
      '"$$IMAGE-linux-$1"',
      '~ linux/amd64: pushed as `$CI_REGISTRY_IMAGE/orders:$CI_COMMIT_SHORT_SHA-linux-amd64` instead of',
    ],
    [
      'the image is called otherwise',
      '/orders:',
      '/shop:',
      '~ was called `$CI_REGISTRY_IMAGE/orders:$CI_COMMIT_SHORT_SHA`',
    ],
    [
      'a tool is updated',
      'kaniko:v1.28.3-debug',
      'kaniko:v1.28.2-debug',
      '~ linux/amd64: built with `kaniko 1.28.2` instead of `kaniko 1.28.3`',
    ],
    [
      'a gap closes',
      'needs: [build-amd64]',
      'needs: [build-amd64, build-arm64]',
      '+ no gap any more: `publish` does not wait for `build-arm64`',
    ],
    ['the merge is lost', /^publish:[^]*/m, '', '- drops linux/amd64, which nothing joins any more'],
  ])('say when %s', (_, from, to, said) => {
    expect(
      changesOf((text) => text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'gm'), to)),
    ).toContain(said);
  });

  test('are none where lines move', () => {
    expect(changesOf((text) => `# The orders service.\n\n${text}`)).toBe(
      'the plan is as at main (c0ffee012345): 1 image\n',
    );
  });

  test('name images that come and go', () => {
    const none: Plan = { images: [], unpublished: [], openTo: [] };
    expect(changesBetween(none, defects)).toMatchObject([{ kind: 'added' }]);
    expect(changesBetween(defects, none)).toMatchObject([
      { kind: 'removed', name: '$CI_REGISTRY_IMAGE/orders:$CI_COMMIT_SHORT_SHA' },
    ]);
  });
});

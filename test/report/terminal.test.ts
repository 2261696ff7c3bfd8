import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { terminal } from '../../src/report/terminal.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { findingAt, placeIn, reportOf } from './sample.ts';

const ci = new SourceFile(
  '.gitlab-ci.yml',
  `stages: [build, merge]

build-arm64:
  stage: build
  script:
    - /kaniko/executor --context "$CI_PROJECT_DIR" --destination "$CI_REGISTRY_IMAGE:arm64"

manifest:
  stage: merge
  needs: [build-amd64]
`,
);

const frames = (findings: readonly Finding[], width = 100): string =>
  terminal([reportOf(findings)], { color: false, width, quiet: true });

describe('frames', () => {
  test('a finding shows its place and the places it is related to', () => {
    const template = new SourceFile('ci/build.yml', '.kaniko:\n  script: [/kaniko/executor --force]\n');
    const finding = findingAt(placeIn(ci, '[build-amd64]'), {
      help: 'add `build-arm64` to its `needs`',
      related: [
        { at: placeIn(ci, '/kaniko/executor'), message: 'linux/arm64 is built here' },
        { at: placeIn(template, '.kaniko'), message: 'by this template' },
      ],
    });
    expect(frames([finding])).toMatchInlineSnapshot(`
      "error[merge-needs-incomplete]: \`manifest\` merges \`$CI_REGISTRY_IMAGE:latest\` without waiting for
        \`build-arm64\`
        ┌─ .gitlab-ci.yml:10:10
      10│   needs: [build-amd64]
        │          ^^^^^^^^^^^^^
        ├─ .gitlab-ci.yml:6:7
       6│     - /kaniko/executor --context "$CI_PROJECT_DIR" --destination "$CI_REGISTRY_IMAGE:arm64"
        │       ---------------- linux/arm64 is built here
        ├─ ci/build.yml:1:1
       1│ .kaniko:
        │ ------- by this template
        = help: add \`build-arm64\` to its \`needs\`
      "
    `);
  });

  test('two places in one line share it', () => {
    const finding = findingAt(placeIn(ci, 'build-arm64'), {
      related: [
        { at: placeIn(ci, 'merge]'), message: 'the later stage' },
        { at: placeIn(ci, 'build, '), message: 'the earlier stage' },
      ],
    });
    expect(frames([finding])).toMatchInlineSnapshot(`
      "error[merge-needs-incomplete]: \`manifest\` merges \`$CI_REGISTRY_IMAGE:latest\` without waiting for
        \`build-arm64\`
        ┌─ .gitlab-ci.yml:3:1
       3│ build-arm64:
        │ ^^^^^^^^^^^
        ├─ .gitlab-ci.yml:1:17
       1│ stages: [build, merge]
        │                 ------ the later stage
        │          ------- the earlier stage
      "
    `);
  });

  test('an undecided finding says what hides the answer', () => {
    const finding = findingAt(placeIn(ci, '[build-amd64]'), {
      severity: 'info',
      certainty: 'undecided',
      causes: [
        {
          kind: 'include',
          because: '`ci/merge.yml` of `platform/ci` is not in the repository',
          at: placeIn(ci, 'stages'),
        },
      ],
    });
    expect(frames([finding])).toMatchInlineSnapshot(`
      "undecided[merge-needs-incomplete]: cannot rule out that \`manifest\` merges
        \`$CI_REGISTRY_IMAGE:latest\` without waiting for \`build-arm64\`
        ┌─ .gitlab-ci.yml:10:10
      10│   needs: [build-amd64]
        │          ^^^^^^^^^^^^^
        = cannot tell, because \`ci/merge.yml\` of \`platform/ci\` is not in the repository, see
          .gitlab-ci.yml:1
      "
    `);
  });

  test('marks stand below what they mark behind tabs', () => {
    const makefile = new SourceFile('Makefile', 'image:\n\tdocker buildx build --platform\tlinux/arm64 .\n');
    expect(frames([findingAt(placeIn(makefile, 'linux/arm64'))])).toMatchInlineSnapshot(`
      "error[merge-needs-incomplete]: \`manifest\` merges \`$CI_REGISTRY_IMAGE:latest\` without waiting for
        \`build-arm64\`
        ┌─ Makefile:2:33
       2│     docker buildx build --platform  linux/arm64 .
        │                                     ^^^^^^^^^^^
      "
    `);
  });

  test('marks stand below what they mark behind wide characters and emoji', () => {
    const file = new SourceFile(
      '构建.yml',
      'script: # 构建镜像 🚀 é\n  - echo "构建完成" && docker push 镜像:latest\n',
    );
    const finding = findingAt(placeIn(file, 'docker push'), {
      related: [{ at: placeIn(file, '镜像:latest'), message: '目标' }],
    });
    expect(frames([finding])).toMatchInlineSnapshot(`
      "error[merge-needs-incomplete]: \`manifest\` merges \`$CI_REGISTRY_IMAGE:latest\` without waiting for
        \`build-arm64\`
        ┌─ 构建.yml:2:20
       2│   - echo "构建完成" && docker push 镜像:latest
        │                        ^^^^^^^^^^^
        │                                    ----------- 目标
      "
    `);
  });

  test('a long line is cut around the place', () => {
    const file = new SourceFile(
      'ci.yml',
      `script: ${'echo one; '.repeat(30)}docker push app:latest; ${'echo two; '.repeat(30)}\n`,
    );
    expect(frames([findingAt(placeIn(file, 'docker push'))], 80)).toMatchInlineSnapshot(`
      "error[merge-needs-incomplete]: \`manifest\` merges \`$CI_REGISTRY_IMAGE:latest\`
        without waiting for \`build-arm64\`
        ┌─ ci.yml:1:309
       1│ …one; echo one; echo one; docker push app:latest; echo two; echo two; echo …
        │                           ^^^^^^^^^^^
      "
    `);
  });

  test('a place longer than the line of the terminal is underlined as far as it is shown', () => {
    const file = new SourceFile('ci.yml', `script: ${'echo one; '.repeat(30)}\n`);
    expect(frames([findingAt(placeIn(file, 'echo one; '.repeat(29)))], 60)).toMatchInlineSnapshot(`
      "error[merge-needs-incomplete]: \`manifest\` merges
        \`$CI_REGISTRY_IMAGE:latest\` without waiting for
        \`build-arm64\`
        ┌─ ci.yml:1:9
       1│ script: echo one; echo one; echo one; echo one; echo on…
        │         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      "
    `);
  });

  test('a place of several lines shows the first one', () => {
    const finding = findingAt(placeIn(ci, 'manifest:\n  stage: merge\n  needs'));
    expect(frames([finding])).toMatchInlineSnapshot(`
      "error[merge-needs-incomplete]: \`manifest\` merges \`$CI_REGISTRY_IMAGE:latest\` without waiting for
        \`build-arm64\`
        ┌─ .gitlab-ci.yml:8:1
       8│ manifest:
        │ ^^^^^^^^^…
      "
    `);
  });

  test.each(['\n', '\r\n'])('line breaks %j are not part of a place', (lineBreak) => {
    const file = new SourceFile('ci.yml', ['build:', '  script: make', '  tags: [arm64]', ''].join(lineBreak));
    const finding = findingAt(placeIn(file, ['script: make', '  tags'].join(lineBreak)));
    expect(frames([finding])).toContain(' 2│   script: make\n  │   ^^^^^^^^^^^^…\n');
  });

  test('an empty place is one mark wide', () => {
    const at = placeIn(ci, 'needs').start;
    expect(frames([findingAt(ci.span(at, at))])).toContain('10│   needs: [build-amd64]\n  │   ^\n');
  });

  test.each([
    ['behind a last line break', 'build:\n', ' 2│ \n  │ ^\n'],
    ['behind a last line without line break', 'build:', ' 1│ build:\n  │       ^\n'],
    ['in an empty file', '', ' 1│ \n  │ ^\n'],
  ])('the end of the file can be marked: %s', (_, text, frame) => {
    const file = new SourceFile('ci.yml', text);
    expect(frames([findingAt(file.span(text.length, text.length))])).toContain(frame);
  });

  test('a label that does not fit beside its mark stands below it', () => {
    const finding = findingAt(placeIn(ci, '[build-amd64]'), {
      related: [{ at: placeIn(ci, '--destination'), message: 'the image for linux/arm64 is pushed by this flag' }],
    });
    expect(frames([finding], 80)).toMatchInlineSnapshot(`
      "error[merge-needs-incomplete]: \`manifest\` merges \`$CI_REGISTRY_IMAGE:latest\`
        without waiting for \`build-arm64\`
        ┌─ .gitlab-ci.yml:10:10
      10│   needs: [build-amd64]
        │          ^^^^^^^^^^^^^
        ├─ .gitlab-ci.yml:6:52
       6│     - /kaniko/executor --context "$CI_PROJECT_DIR" --destination "$CI_REGIS…
        │                                                    -------------
        │ the image for linux/arm64 is pushed by this flag
      "
    `);
  });

  test('what is said of one place stands beside one mark', () => {
    const related = ['linux/arm64 is built here', 'linux/arm/v7 is built here', 'linux/arm64 is built here'].map(
      (message) => ({ at: placeIn(ci, '/kaniko/executor'), message }),
    );
    const text = frames([findingAt(placeIn(ci, 'needs'), { related })]);
    expect(text).toContain('  │       ---------------- linux/arm64 is built here; linux/arm/v7 is built here\n');
    const own = frames([findingAt(placeIn(ci, 'needs'), { related: [{ at: placeIn(ci, 'needs'), message: 'here' }] })]);
    expect(own).toContain('10│   needs: [build-amd64]\n  │   ^^^^^ here\n');
  });

  test('a reason is given once, and of many the first ones', () => {
    const cause = (line: number, because: string) =>
      ({ kind: 'command-substitution', because, at: ci.span(ci.lineStart(line), ci.lineStart(line)) }) as const;
    const reasons = [
      cause(6, 'a'),
      { ...cause(6, 'a'), at: placeIn(ci, 'kaniko') },
      ...[1, 2, 3, 4].map((n) => cause(n, 'b')),
    ];
    const text = frames([findingAt(placeIn(ci, 'needs'), { certainty: 'undecided', causes: reasons })]);
    expect(text.match(/= .*/g)).toEqual([
      '= cannot tell, because a, see .gitlab-ci.yml:6',
      '= cannot tell, because b, see .gitlab-ci.yml:1',
      '= cannot tell, because b, see .gitlab-ci.yml:2',
      '= and for 2 more reasons',
    ]);
  });

  test('of many related places the first ones are shown and the others counted', () => {
    const places = Array.from({ length: 20 }, (_, index) => ({ at: ci.span(index, index + 1), message: 'here' }));
    const text = frames([findingAt(placeIn(ci, 'needs'), { related: places })]);
    expect(text.match(/- here/g)).toHaveLength(8);
    expect(text).toContain('  ├─ and 12 more places\n');
  });

  test('the file and the message cannot control the terminal', () => {
    const file = new SourceFile('ci\u001b[2J.yml', 'image: \u001b[31mred\u202e\n');
    const finding = findingAt(placeIn(file, 'image'), { message: 'the job `a\u001b[0m\nb` fails' });
    const text = frames([finding]);
    expect(text).toMatchInlineSnapshot(`
      "error[merge-needs-incomplete]: the job \`a␛[0m b\` fails
        ┌─ ci␛[2J.yml:1:1
       1│ image: ␛[31mred�
        │ ^^^^^
      "
    `);
    expect(text).not.toContain('\u001b');
  });
});

describe('colours', () => {
  const view = { width: 80, quiet: false };
  const finding = findingAt(placeIn(ci, 'manifest'), { related: [{ at: placeIn(ci, 'stages'), message: 'here' }] });

  test('change nothing but the colours', () => {
    const plain = terminal([reportOf([finding])], { ...view, color: false });
    const colored = terminal([reportOf([finding])], { ...view, color: true });
    expect(plain).not.toContain('\u001b');
    expect(colored).toContain('\u001b[31m\u001b[1merror[merge-needs-incomplete]');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences are the matter
    expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(plain);
  });
});

test('a report of 5,000 findings in long lines takes well under a second per thousand', () => {
  const lines = Array.from({ length: 5000 }, (_, index) => `job-${String(index)}: ${'x'.repeat(200)}`);
  const file = new SourceFile('.gitlab-ci.yml', `${lines.join('\n')}\n${'y'.repeat(1_000_000)}`);
  const findings = lines.map((line) =>
    findingAt(placeIn(file, line.slice(0, 6)), {
      related: [{ at: file.span(file.text.length - 500_000, file.text.length), message: 'z' }],
    }),
  );
  const start = performance.now();
  const text = terminal([reportOf(findings)], { color: true, width: 100, quiet: false });
  expect(text.length).toBeGreaterThan(1_000_000);
  expect(performance.now() - start).toBeLessThan(5000);
});

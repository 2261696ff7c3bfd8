import type { Files } from '../robustness/lint-files.ts';
import { series } from '../robustness/rubbish.ts';

const workflow = '.github/workflows/hostile.yml';
const action = '.github/actions/hostile/action.yml';

/** A workflow with these jobs. */
const withJobs = (jobs: string): Files => ({ [workflow]: `on: push\njobs:\n${jobs}\n` });

/** A workflow with one job, which has these keys beside its machine. */
const withKeys = (keys: string): Files => withJobs(`  build:\n    runs-on: ubuntu-24.04\n${keys}`);

/** A workflow with a job of these steps. */
const withSteps = (steps: string): Files => withKeys(`    steps:\n${steps}`);

const build = '      - run: docker build --push --tag ghcr.io/shop/server:1 .\n';

/** A workflow with an expression in one of the places that are evaluated. */
const withExpression = (expression: string): Files =>
  withKeys(
    `    if: \${{ ${expression} }}\n    env: { A: "\${{ ${expression} }}" }\n    steps:\n      - run: docker build --push --tag ghcr.io/shop/server:\${{ ${expression} }} .\n`,
  );

const axes = (count: number, values: number): string =>
  series(count, (n) => `a${n}: [${series(values, (m) => `v${m}`).join()}]`).join(', ');

/** Workflows and actions that nobody would write. */
export const hostileWorkflows: Readonly<Record<string, () => Files>> = {
  'aliases that double twenty-five times': () => ({
    [workflow]: `x: { a0: &a0 [make, make], ${series(25, (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join(', ')} }\non: push\njobs: { build: { runs-on: *a25, steps: *a25 } }\n`,
  }),
  'mappings of aliases that double': () => ({
    [workflow]: `x: { a0: &a0 { A: b }, ${series(40, (n) => `a${n + 1}: &a${n + 1} { a: *a${n}, b: *a${n} }`).join(', ')} }\non: push\njobs: { build: { runs-on: a, env: *a40, steps: [{ run: make }] } }\n`,
  }),
  'an alias inside its own anchor': () => withJobs('  build: &b { runs-on: a, steps: [{ run: make, with: *b }] }'),
  'lists 10,000 deep': () => withKeys(`    steps: ${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  'mappings 10,000 deep': () => withKeys(`    env: ${'{a: '.repeat(10_000)}b${'}'.repeat(10_000)}`),
  '20,000 brackets that are never closed': () => withKeys(`    steps: ${'['.repeat(20_000)}`),
  'a matrix of 10 axes with 100 values each': () =>
    withKeys(`    strategy: { matrix: { ${axes(10, 100)} } }\n    steps:\n${build}`),
  'a matrix of 100 axes': () => withKeys(`    strategy: { matrix: { ${axes(100, 3)} } }\n    steps:\n${build}`),
  'an axis with 100,000 values': () =>
    withKeys(`    strategy: { matrix: { ${axes(1, 100_000)} } }\n    steps:\n${build}`),
  'a matrix of 256 instances with 2,000 includes': () =>
    withKeys(
      `    strategy: { matrix: { ${axes(2, 16)}, include: [${series(2_000, (n) => `{ a0: v${n % 16}, b${n}: c }`).join()}] } }\n    steps:\n${build}`,
    ),
  'a matrix of 256 instances with 2,000 excludes': () =>
    withKeys(
      `    strategy: { matrix: { ${axes(2, 16)}, exclude: [${series(2_000, (n) => `{ a0: w${n} }`).join()}] } }\n    steps:\n${build}`,
    ),
  'a matrix of matrices': () =>
    withKeys(
      `    strategy: { matrix: { a: [${series(50, (n) => `{ b: [{ c: [${n}] }], d: { e: [f] } }`).join()}], g: [[a, [b]], [c]] } }\n    steps:\n      - run: docker build --push --tag ghcr.io/shop/server:\${{ toJSON(matrix) }} .\n`,
    ),
  'a matrix that is what another job says': () =>
    withJobs(
      `  list: { runs-on: a, outputs: { m: "\${{ steps.a.outputs.m }}" }, steps: [{ id: a, run: 'echo "m=${'[1,'.repeat(2_000)}" >> $GITHUB_OUTPUT' }] }\n  build: { needs: list, runs-on: a, strategy: { matrix: "\${{ fromJSON(needs.list.outputs.m) }}" }, steps: [{ run: make }] }`,
    ),
  '2,000 jobs': () =>
    withJobs(
      series(
        2_000,
        (n) => `  b${n}: { runs-on: ubuntu-24.04, steps: [{ run: 'docker build --push -t a:${n} .' }] }`,
      ).join('\n'),
    ),
  '100,000 jobs without steps': () => withJobs(series(100_000, (n) => `  b${n}: {}`).join('\n')),
  '100,000 jobs with steps': () =>
    withJobs(series(100_000, (n) => `  b${n}: { runs-on: ubuntu-24.04, steps: [{ run: make }] }`).join('\n')),
  '1 MB on one line': () =>
    withJobs(`  build: { runs-on: ubuntu-24.04, steps: [${'{ run: make }, '.repeat(66_000)}] }`),
  'a script of 1 MB on one line': () => withSteps(`      - run: ${'docker build . && '.repeat(58_000)}make`),
  'a command of 1 MB on one line': () => withSteps(`      - run: docker build ${'a '.repeat(500_000)}`),
  'a chain of 2,000 needs': () =>
    withJobs(
      series(
        2_000,
        (n) => `  b${n}: { runs-on: a, needs: [${n === 0 ? '' : `b${n - 1}`}], steps: [{ run: make }] }`,
      ).join('\n'),
    ),
  'needs in diamonds, 200 layers': () =>
    withJobs(
      `  a0: { runs-on: a, steps: [{ run: make }] }\n  b0: { runs-on: a, steps: [{ run: make }] }\n${series(200, (n) => `  a${n + 1}: { runs-on: a, needs: [a${n}, b${n}], steps: [{ run: make }] }\n  b${n + 1}: { runs-on: a, needs: [a${n}, b${n}], steps: [{ run: make }] }`).join('\n')}`,
    ),
  'needs in a circle': () =>
    withJobs(
      '  a: { runs-on: a, needs: [b, a], steps: [{ run: make }] }\n  b: { runs-on: a, needs: a, steps: [{ run: make }] }',
    ),
  'outputs that hand each other on, doubled 60 times': () =>
    withJobs(
      `  j0: { runs-on: a, outputs: { v: aaaaaaaaaa }, steps: [{ run: make }] }\n${series(60, (n) => `  j${n + 1}: { runs-on: a, needs: [j${n}], outputs: { v: "\${{ needs.j${n}.outputs.v }}\${{ needs.j${n}.outputs.v }}" }, steps: [{ run: "docker build --push -t a:\${{ needs.j${n}.outputs.v }} ." }] }`).join('\n')}`,
    ),
  'a workflow that calls itself': () => ({
    [workflow]: `on: [push, workflow_call]\njobs:\n  again: { uses: ./${workflow} }\n  build: { runs-on: a, steps: [{ run: make }] }\n`,
  }),
  'workflows that call each other twice': () =>
    Object.fromEntries(
      series(12, (n) => `.github/workflows/w${n}.yml`).map((path, n) => [
        path,
        `on: [push, workflow_call]\njobs:\n${[1, 2].map((k) => `  c${k}: { uses: ./.github/workflows/w${(n + k) % 12}.yml }\n`).join('')}`,
      ]),
    ),
  'a chain of 300 called workflows': () =>
    Object.fromEntries(
      series(300, (n) => `.github/workflows/w${n}.yml`).map((path, n) => [
        path,
        `on: { workflow_call: {} }\njobs:\n  c: { uses: ./.github/workflows/w${n + 1}.yml, secrets: inherit }\n`,
      ]),
    ),
  'a call of a workflow in a matrix of 256, which makes 5,120 jobs': () => ({
    [workflow]: `on: push\njobs:\n  c:\n    strategy: { matrix: { ${axes(2, 16)} } }\n    uses: ./.github/workflows/called.yml\n    with: { a: "\${{ matrix.a0 }}" }\n`,
    '.github/workflows/called.yml': `on: { workflow_call: { inputs: { a: { type: string } } } }\njobs:\n${series(20, (n) => `  b${n}: { runs-on: a, steps: [{ run: "docker build --push -t a:\${{ inputs.a }}-${n} ." }] }`).join('\n')}\n`,
  }),
  'places outside of the repository': () =>
    withJobs(
      [
        ...[
          './../..',
          './../../etc',
          './../../etc/passwd',
          './.github/workflows/../../../a.yml',
          '/etc/passwd',
          '.',
          './',
        ].map((uses, n) => `  u${n}: { uses: ${uses} }\n  s${n}: { runs-on: a, steps: [{ uses: ${uses} }] }`),
      ].join('\n'),
    ),
  'an action that uses itself': () => ({
    ...withSteps(`      - uses: ./.github/actions/hostile\n`),
    [action]: `runs:\n  using: composite\n  steps:\n    - uses: ./.github/actions/hostile\n    - uses: ./.github/actions/hostile\n`,
  }),
  'actions that use each other, doubled 40 times': () => ({
    ...withSteps(`      - uses: ./a0\n`),
    ...Object.fromEntries(
      series(40, (n) => `a${n}/action.yml`).map((path, n) => [
        path,
        `inputs: { v: { default: aaaaaaaaaa } }\noutputs: { v: { value: "\${{ inputs.v }}\${{ inputs.v }}" } }\nruns:\n  using: composite\n  steps:\n    - uses: ./a${n + 1}\n      id: a\n      with: { v: "\${{ inputs.v }}\${{ inputs.v }}" }\n    - uses: ./a${n + 1}\n      with: { v: "\${{ steps.a.outputs.v }}" }\n`,
      ]),
    ),
  }),
  '3,000 steps': () =>
    withSteps(series(3_000, (n) => `      - { id: s${n}, run: 'echo "v=$V${n}" >> $GITHUB_OUTPUT' }`).join('\n')),
  '2,000 steps, each of which hands on what the one before has said': () =>
    withSteps(
      series(
        2_000,
        (n) =>
          `      - id: s${n}\n        run: echo "v=\${{ steps.s${n - 1}.outputs.v }}\${{ steps.s${n - 1}.outputs.v }}" >> $GITHUB_OUTPUT`,
      ).join('\n'),
    ),
  'variables that double in the files of the runner': () =>
    withSteps(
      `      - run: echo "A=aaaaaaaaaa" >> $GITHUB_ENV\n${'      - run: echo "A=$A$A" >> $GITHUB_ENV\n'.repeat(60)}${build}`,
    ),
  '200 calls of an action with lists of 1,000 lines': () =>
    withSteps(
      `      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          tags: |\n${series(1_000, (n) => `            a:${n}`).join('\n')}\n`.repeat(
        200,
      ),
    ),
  'metadata of 1,000 tags': () =>
    withSteps(
      `      - uses: docker/metadata-action@v5\n        id: m\n        with:\n          images: |\n${series(30, (n) => `            a/${n}`).join('\n')}\n          tags: |\n${series(1_000, (n) => `            type=raw,value=\${{ github.ref_name }}-${n}`).join('\n')}\n      - uses: docker/build-push-action@v6\n        with: { push: true, tags: "\${{ steps.m.outputs.tags }}" }\n`,
    ),
  'brackets 10,000 deep in an expression': () => withExpression(`${'('.repeat(10_000)}1${')'.repeat(10_000)}`),
  'brackets 10,000 deep that are never closed': () => withExpression('('.repeat(10_000)),
  'negations 10,000 deep': () => withExpression(`${'!'.repeat(10_000)}github.ref`),
  'calls 10,000 deep': () => withExpression(`${'fromJSON('.repeat(10_000)}'1'${')'.repeat(10_000)}`),
  'indices 10,000 deep': () => withExpression(`${'github['.repeat(10_000)}0${']'.repeat(10_000)}`),
  'properties 10,000 deep': () => withExpression(`github${'.event'.repeat(10_000)}`),
  'stars 5,000 deep': () => withExpression(`github${'.*'.repeat(5_000)}`),
  'an expression of 1 MB': () => withExpression(`${"github.ref == 'a' && ".repeat(50_000)}true`),
  'a text of 1 MB in an expression': () => withExpression(`'${'a'.repeat(1_000_000)}'`),
  '50,000 expressions in a text': () => withSteps(`      - run: echo ${'${{ github.sha }}'.repeat(50_000)}`),
  '20,000 expressions that are not closed': () => withSteps(`      - run: echo ${'${{ '.repeat(20_000)}`),
  'a choice of 2,000 values': () =>
    withExpression(`${series(2_000, (n) => `github.ref == 'a${n}' && 'b${n}'`).join(' || ')} || 'c'`),
  'formats that grow': () => withExpression(`${"format('{0}{0}{0}{0}', ".repeat(40)}'aaaaaaaaaa'${')'.repeat(40)}`),
  'joins that grow': () =>
    withExpression(`${'join(fromJSON(format(\'["{0}","{0}"]\', '.repeat(40)}'a'${")), ',')".repeat(40)}`),
  'JSON 10,000 deep': () => withExpression(`fromJSON('${'['.repeat(10_000)}${']'.repeat(10_000)}')`),
  'JSON of a million numbers': () => withExpression(`contains(fromJSON('[${'1,'.repeat(300_000)}1]'), 2)`),
  'hashes and patterns of files': () =>
    withExpression(`hashFiles(${series(500, (n) => `'**/${'*a'.repeat(30)}${n}'`).join()})`),
  'filters that look exponential': () => ({
    [workflow]: `on:\n  push:\n    branches: ['${'*a'.repeat(40)}b', '${'(a+)+'.repeat(20)}$', '${'**/'.repeat(200)}x']\n    tags: [${series(2_000, (n) => `'v${n}.*'`).join()}]\n    paths: ['${'{a,b}'.repeat(50)}']\njobs:\n  build: { runs-on: ubuntu-24.04, if: "startsWith(github.ref, 'refs/heads/${'a'.repeat(5_000)}')", steps: [{ run: make }] }\n`,
  }),
  'names of built-in properties': () =>
    withJobs(
      `  __proto__: { runs-on: a, outputs: { __proto__: a, toString: b }, steps: [{ id: constructor, run: make }] }\n  constructor: { runs-on: "\${{ needs.__proto__.outputs.__proto__ }}", needs: [__proto__, toString], env: { __proto__: a, hasOwnProperty: b }, strategy: { matrix: { __proto__: [a], constructor: [b] } }, steps: [{ run: "echo \${{ matrix.__proto__ }} \${{ env.toString }} \${{ steps.constructor.outputs.valueOf }} \${{ github.__proto__ }}" }] }`,
    ),
  'values of every wrong kind': () => ({
    [workflow]:
      'on: { push: [1, { a: b }], workflow_call: 1, schedule: x }\njobs: { a: 1, b: [c], c: { runs-on: { group: [a] }, needs: { a: b }, steps: { a: b }, strategy: [1], env: [a], with: 1, outputs: 2, services: 3, container: [4], if: { a: b }, permissions: [x], defaults: 1 }, d: { runs-on: [], steps: [1, null, [], { uses: 1, with: [a] }, { run: { a: b } }, { uses: "", run: "" }] } }\n',
  }),
  'an action of rubbish': () => ({
    ...withSteps('      - uses: ./.github/actions/hostile\n'),
    [action]: 'runs: { using: [composite], steps: { a: 1 } }\ninputs: [1]\noutputs: x\n',
  }),
  'a script in every shell there is': () =>
    withSteps(
      [
        'bash',
        'sh',
        'pwsh',
        'python',
        'cmd',
        'node {0}',
        'perl {0}',
        'bash -e {0} {0}',
        '',
        '${{ github.ref }}',
        '../../bin/sh {0}',
      ]
        .map(
          (shell) =>
            `      - { shell: ${JSON.stringify(shell)}, run: 'docker build --push -t a:1 .', working-directory: ../../.. }`,
        )
        .join('\n'),
    ),
  'services and containers in thousands': () =>
    withKeys(
      `    container: { image: "${'a/'.repeat(5_000)}b", options: "${'--privileged '.repeat(2_000)}" }\n    services: { ${series(2_000, (n) => `s${n}: { image: docker:${n}-dind }`).join(', ')} }\n    steps:\n${build}`,
    ),
  'permissions and environments in thousands': () =>
    withKeys(
      `    permissions: { ${series(2_000, (n) => `p${n}: write`).join(', ')} }\n    environment: "${'$'.repeat(10_000)}"\n    steps:\n${build}`,
    ),
};

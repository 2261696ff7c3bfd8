import { describe, expect, test } from 'vitest';
import { environment, messages, plain, readFiles } from './plain.ts';

const header = `spec:
  inputs:
    arch: {default: amd64, options: [amd64, arm64]}
    count: {type: number, default: 2}
    archs: {type: array, default: [amd64, arm64]}
    tag: {default: v1.2, regex: ^v\\d}
---
`;
const template = `${header}"build-$[[ inputs.arch ]]":
  tags: $[[ inputs.archs ]]
  parallel: $[[ inputs.count ]]
  script: [first, "$[[ inputs.archs ]]", "go build $[[ inputs.arch | truncate(0,3) ]] $[[ matrix.GOOS ]]"]
`;

const include = (given: string) =>
  readFiles({ 'ci/build.yml': template, '.gitlab-ci.yml': `include: [{local: ci/build.yml, inputs: ${given}}]\n` });

describe('inputs', () => {
  test('a block is replaced by the value, with its type; an array in an array is spliced', () => {
    expect(plain(include('{arch: arm64, count: "3"}').root)).toEqual({
      'build-arm64': {
        tags: ['amd64', 'arm64'],
        parallel: 3,
        script: ['first', 'amd64', 'arm64', 'go build arm $[[ matrix.GOOS ]]'],
      },
    });
  });

  test.each<[string, string]>([
    ['{count: many}', '`count` input: provided value is not a number'],
    ['{arch: s390x}', '`arch` input: `s390x` cannot be used because it is not in the list of allowed options'],
    ['{tag: latest}', '`tag` input: provided value does not match required RegEx pattern'],
    ['{platform: x}', 'unknown input arguments: platform'],
  ])('%s is refused', (given, message) => {
    expect(messages(include(given))).toEqual([`\`ci/build.yml\`: ${message}`]);
  });

  test('a required input that is missing is refused, and its block stays', () => {
    const reading = readFiles({
      '.gitlab-ci.yml': 'spec: {inputs: {arch: }}\n---\nbuild: {script: "go $[[ inputs.arch ]]"}\n',
    });
    expect(messages(reading)).toEqual(['`arch` input: required value has not been provided']);
    expect(plain(reading.root)).toEqual({ build: { script: 'go $[[ inputs.arch ]]' } });
  });

  test.each<[string, string]>([
    ['$[[ inputs.os ]]', 'unknown interpolation provided: `os` in `inputs.os`'],
    ['$[[ arch ]]', 'invalid pattern used for interpolation. valid pattern is $[[ inputs.input ]]'],
    ['$[[ inputs.archs[5] ]]', 'array index 5 out of bounds (size: 2) in `inputs.archs[5]`'],
    [
      '$[[ inputs.arch | upper ]]',
      'no function matching `upper`: check that the function name, arguments, and types are correct',
    ],
  ])('%s is refused', (block, message) => {
    expect(messages(readFiles({ '.gitlab-ci.yml': `${header}build: {script: "${block}"}\n` }))).toEqual([message]);
  });

  test.each<[string, unknown]>([
    ['$[[ inputs.archs[1] ]]', 'arm64'],
    ["$[[ inputs.tag | split('.') ]]", ['v1', '2']],
    ['$[[ inputs.arch | posix_escape ]] is', 'amd64 is'],
    ['is $[[ inputs.archs ]]', 'is ["amd64", "arm64"]'],
  ])('%s', (block, expected) => {
    const { root } = readFiles({ '.gitlab-ci.yml': `${header}build: {script: "${block}"}\n` }, environment());
    expect(plain(root)).toEqual({ build: { script: expected } });
  });

  test('text around a block keeps its place', () => {
    const text = `${header}build: {script: "go $[[ inputs.arch ]] build"}\n`;
    const job = readFiles({ '.gitlab-ci.yml': text }).root?.entries.get('build')?.value;
    const script = job?.kind === 'mapping' ? job.entries.get('script')?.value : undefined;
    if (script?.kind !== 'string') throw new Error('script is no string');
    const at = script.value.indexOf('build');
    expect(script.value).toBe('go amd64 build');
    expect(script.text.spanOf(at, at + 5).start).toBe(text.lastIndexOf('build'));
    expect(script.text.spanOf(3, 8)).toMatchObject({ start: text.indexOf('$[[') });
  });
});

describe('declarations of inputs', () => {
  const files = (include: string) => ({
    'ci/inputs.yml': 'inputs:\n  arch: {default: arm64}\n',
    '.gitlab-ci.yml': `spec:\n  include: ${include}\n---\nbuild: {script: "go $[[ inputs.arch ]]"}\n`,
  });

  test.each(['[{local: /ci/inputs.yml}]', '[ci/inputs.yml]', '{local: ci/inputs.yml}'])('come from %s', (include) => {
    const reading = readFiles(files(include));
    expect([plain(reading.root), messages(reading)]).toEqual([{ build: { script: 'go arm64' } }, []]);
  });

  test('of a file that is not there are refused', () => {
    expect(messages(readFiles(files('[{local: /ci/none.yml}]')))).toContain('Local file `ci/none.yml` does not exist!');
  });

  test('of a file of elsewhere are left open', () => {
    const reading = readFiles(files('[{project: shop/ci, file: inputs.yml}]'));
    expect(reading.openTo.map(({ because }) => because)).toContain(
      'the file with the declarations of these inputs was not read',
    );
  });
});

describe('a value that is given as text', () => {
  test.each([
    [`'["riscv64", 64, true, null]'`, ['riscv64', 64, true, null]],
    [`'[{"arch": "arm64"}]'`, [{ arch: 'arm64' }]],
    [`'[1.5]'`, [1.5]],
  ])('is read as JSON for an array: %s', (written, tags) => {
    expect(plain(include(`{archs: ${written}}`).root)).toMatchObject({ 'build-amd64': { tags } });
  });

  test.each(["'amd64'", "'{}'", "'[amd64'"])('is refused where it is none: %s', (written) => {
    expect(messages(include(`{archs: ${written}}`))).toEqual([
      '`ci/build.yml`: `archs` input: provided value is not an array',
    ]);
  });
});

test.each([
  ['prod', 'large'],
  ['dev', 'small'],
])('rules of an input choose its default: %s', (environmentName, size) => {
  const { root } = readFiles({
    '.gitlab-ci.yml': 'include: [{local: ci/build.yml, inputs: {env: ENV}}]\n'.replace('ENV', environmentName),
    'ci/build.yml': `spec:
  inputs:
    env: {options: [dev, prod]}
    size:
      rules:
        - if: $[[ inputs.env ]] == 'prod'
          options: [large]
          default: large
        - options: [small]
          default: small
---
build: {script: "make $[[ inputs.size ]]"}
`,
  });
  expect(plain(root)).toEqual({ build: { script: `make ${size}` } });
});

test.each([
  ['{path: ci.yml}', '{"path":"ci.yml"}'],
  ['{file: [a.yml, {b: 1}], ref: }', '{"file":["a.yml",{"b":1}],"ref":null}'],
  ['{local: "$EMPTY"}', '{"local":""}'],
])('an include without a form is refused as GitLab shows it: %s', (item, shown) => {
  const reading = readFiles(
    { '.gitlab-ci.yml': `include: [${item}]\nbuild: {script: make}\n` },
    environment({ EMPTY: '' }),
  );
  expect(messages(reading)).toEqual([
    `\`${shown}\` does not have a valid subkey for include. Valid subkeys are: \`local\`, \`project\`, \`remote\`, \`template\`, \`artifact\`, \`component\``,
  ]);
});

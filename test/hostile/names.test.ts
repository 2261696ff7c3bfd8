import { describe, expect, test } from 'vitest';
import { parsePlatform } from '../../src/oci/index.ts';
import { itsRunnerFinding, lintFiles, runnerWithFinding } from '../robustness/lint-files.ts';

/** What every object has, and what regular expressions are made of. */
const names = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '[',
  '(',
  'a[',
  '*',
  '\\',
  '$[[',
  '{',
];

describe.each(names)('the name %j is a name like others', (name) => {
  test('of a platform', () => {
    for (const written of [name, `linux/${name}`, `${name}/arm64`, `linux/arm64/${name}`, `linux/arm/${name}`])
      expect(['platform', 'invalid']).toContain(parsePlatform(written).is);
  });

  test('of anything in a pipeline and its Dockerfile', () => {
    const pipeline = {
      stages: ['build', name],
      variables: { [name]: name, ARCH: name },
      default: { tags: [name] },
      [`job ${name}`]: {
        stage: 'build',
        image: name,
        parallel: { matrix: [{ [name]: [name, 'amd64'], ARCH: ['arm64', name] }] },
        services: [name],
        tags: [name, '$ARCH'],
        script: [
          `export ${name}=${name}`,
          `docker buildx build --push --platform linux/${name},linux/arm64 --build-arg ${name}=${name} -t "a/${name}:$ARCH" .`,
          `/kaniko/executor --context . --build-arg TARGETARCH=${name} --destination a:${name}`,
          `docker manifest annotate --arch ${name} a:1 a:${name} ; docker ${name} ; ${name} ; make ${name} ; jq .${name} a.json`,
        ],
      },
    };
    const dockerfile = `ARG ${name}\nARG ${name}=1\nFROM --platform=${name} a:$${name} AS ${name}\nARG ${name}=\${${name}}\nENV ${name}=arm64\nRUN ${name}=arm64 go build && echo $${name} \${${name}}\nCOPY --from=${name} /a /a\n${name} a\n`;
    const files = {
      '.gitlab-ci.yml': JSON.stringify(pipeline),
      Dockerfile: dockerfile,
      'config.toml': runnerWithFinding,
    };
    expect(lintFiles(files)).toContain(itsRunnerFinding);
  });

  test('of anything in a workflow', () => {
    const workflow = {
      on: { push: {}, [name]: {}, workflow_call: { inputs: { [name]: { type: name, default: name } } } },
      permissions: { [name]: name },
      jobs: {
        a: {
          'runs-on': [name],
          strategy: { matrix: { [name]: [name], arch: [name, 'arm64'] } },
          outputs: { [name]: name },
          env: { [name]: name },
          steps: [
            { id: name, run: `docker build -t ${name} .`, shell: name },
            { uses: 'docker/build-push-action@v6', with: { [name]: name, platforms: name, push: true, tags: name } },
            {
              uses: `docker/metadata-action@v5`,
              with: { images: name, tags: `type=${name}\ntype=raw,${name}=${name}` },
            },
            { uses: `./${name}` },
            { uses: `${name}/${name}@${name}` },
          ],
        },
      },
    };
    const files = { '.github/workflows/a.yml': JSON.stringify(workflow), 'config.toml': runnerWithFinding };
    expect(lintFiles(files)).toContain(itsRunnerFinding);
  });
});

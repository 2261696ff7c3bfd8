import { describe, expect, test } from 'vitest';
import { attributeOfApp, bake, plainTargets } from './baking.ts';

const names = (files: Readonly<Record<string, string>>, targets: readonly string[] = []): readonly string[] =>
  bake(files, { targets }).targets.map(({ name }) => name);

describe('which targets are built', () => {
  const text = `
group "default" { targets = ["images"] }
group "images" { targets = ["api", "worker", "images"] }
group "nothing" { targets = ["gone"] }
target "api" {}
target "worker" {}
target "docs" { call = "check" }
target "matrix" {
  name = "matrix-\${replace(v, ".", "-")}"
  matrix = { v = ["1.24", "1.25"], os = ["alpine"] }
  tags = ["app:\${v}-\${os}"]
}
`;

  test.each([
    [[], ['api', 'worker']],
    [['worker'], ['worker']],
    [
      ['worker', 'images'],
      ['worker', 'api'],
    ],
    [['matrix'], ['matrix-1-24', 'matrix-1-25']],
    [['matrix-1-25'], ['matrix-1-25']],
    [['w*'], ['worker']],
    [['docs'], []],
  ])('%j', (targets, built) => {
    expect(names({ 'docker-bake.hcl': text }, targets)).toEqual(built);
  });

  test.each(['missing', 'nothing'])('a target that is not there is a reason for doubt: %s', (target) => {
    const { targets, openTo } = bake({ 'docker-bake.hcl': text }, { targets: [target] });
    expect(targets).toEqual([]);
    expect(openTo.map(({ kind }) => kind)).toEqual(['indirection']);
  });

  test('without a default target, nothing is known to be built', () => {
    expect(bake({ 'docker-bake.hcl': 'target "app" {}' }).openTo).toHaveLength(1);
  });

  test('a matrix that is hidden leaves its targets open', () => {
    const hidden = `variable "V" { default = "" }\ntarget "app" {\n  name = v\n  matrix = { v = split(",", V) }\n}\n`;
    const { targets, openTo } = bake({ 'docker-bake.hcl': hidden }, { targets: ['app'], environment: { V: null } });
    expect(targets).toEqual([]);
    expect(openTo.map(({ kind }) => kind)).toEqual(['variable']);
  });

  test('of a broken file, nothing is built', () => {
    const { targets, openTo } = bake({ 'docker-bake.hcl': 'target "default" {\n  tags = [\n}\n' });
    expect(targets).toEqual([]);
    expect(openTo.map(({ kind }) => kind)).toEqual(['syntax']);
  });
});

describe('what a target inherits', () => {
  const text = `
target "base" {
  args = { GO = "1.24", OS = "alpine" }
  labels = { team = "core" }
  tags = ["base"]
  platforms = ["linux/amd64"]
  cache-from = ["type=registry,ref=base"]
  cache-to = ["type=registry,ref=base"]
}
target "ci" {
  platforms = ["linux/arm64"]
  output = ["type=registry"]
}
target "app" {
  inherits = ["base", "ci"]
  args = { GO = "1.25", UNSET = null }
  cache-from = ["type=registry,ref=app"]
  cache-to = ["type=registry,ref=app"]
  tags = ["app"]
}
`;

  test.each([
    ['args', { GO: '1.25', OS: 'alpine' }],
    ['labels', { team: 'core' }],
    ['tags', ['app']],
    ['platforms', ['linux/arm64']],
    ['output', ['type=registry']],
    ['cache-from', ['type=registry,ref=base', 'type=registry,ref=app']],
    ['cache-to', ['type=registry,ref=app']],
  ])('%s', (name, value) => {
    expect(attributeOfApp(text, name)).toEqual(value);
  });

  test('overrides of a parent are inherited, its own come last', () => {
    const set = ['base.args.OS=debian', '*.platform=linux/s390x'];
    expect(attributeOfApp(text, 'args', { set })).toEqual({ GO: '1.25', OS: 'debian' });
    expect(attributeOfApp(text, 'platforms', { set })).toEqual(['linux/s390x']);
  });

  test('a cycle ends', () => {
    expect(attributeOfApp('target "app" {\n  inherits = ["app"]\n  tags = ["a"]\n}\n', 'tags')).toEqual(['a']);
  });

  test('a parent that is not there leaves the target open', () => {
    const [app] = bake({ 'docker-bake.hcl': 'target "app" { inherits = ["gone"] }' }, { targets: ['app'] }).targets;
    expect(app?.openTo).toHaveLength(1);
  });

  test('many parents of many parents take no time', () => {
    const levels = Array.from(
      { length: 60 },
      (_, index) => `target "t${index}" { inherits = ["t${index + 1}", "t${index + 1}"] }\n`,
    );
    const start = performance.now();
    bake({ 'docker-bake.hcl': `${levels.join('')}target "t60" { tags = ["x"] }\n` }, { targets: ['t0'] });
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('overrides of the command line', () => {
  const text = `target "app" {\n  tags = ["a"]\n  args = { A = "1" }\n  attest = ["type=sbom"]\n  no-cache = false\n}\n`;

  test.each([
    ['tags', ['app.tags=b'], ['b']],
    ['tags', ['app.tags=b', 'app.tags=c'], ['b', 'c']],
    ['tags', ['app.tags+=b'], ['a', 'b']],
    ['tags', ['other.tags=b'], ['a']],
    ['tags', ['a*.tags='], []],
    ['args', ['app.args.B=2'], { A: '1', B: '2' }],
    ['platforms', ['*.platform=linux/arm64'], ['linux/arm64']],
    ['attest', ['*.attest=type=provenance,disabled=true'], ['type=sbom', 'type=provenance,disabled=true']],
    ['dockerfile', ['app.dockerfile=Dockerfile.ci'], 'Dockerfile.ci'],
  ])('%s by %j', (name, set, value) => {
    expect(attributeOfApp(text, name, { set })).toEqual(value);
  });
});

describe('a variable', () => {
  test.each([
    ['by its default', 'default = "dev"', {}, 'dev'],
    ['by the environment', 'default = "dev"', { V: 'v1' }, 'v1'],
    ['hidden by the environment', 'default = "dev"', { V: null }, '$V'],
    ['without default', '', {}, '$V'],
    ['of null', 'default = null', {}, undefined],
    ['as a truth', 'default = false', { V: '1' }, true],
    ['as a number', 'default = 1', { V: '12' }, 12],
    ['as a list', 'type = list(string)\n  default = ["a"]', { V: 'x,y' }, ['x', 'y']],
    ['as a hidden list', 'type = list(string)\n  default = ["a"]', { V: null }, '?variable "V"'],
    ['as a text by its type', 'type = string\n  default = null', { V: '1' }, '1'],
  ])('%s', (_, body, environment, value) => {
    const text = `variable "V" {\n  ${body}\n}\ntarget "app" {\n  value = V\n}\n`;
    expect(attributeOfApp(text, 'value', { environment })).toEqual(value);
  });

  test('outside of blocks, the environment does not set it', () => {
    expect(attributeOfApp('v = "a"\ntarget "app" { value = v }\n', 'value', { environment: { v: 'b' } })).toBe('a');
  });

  test('may come from another one, and from a target', () => {
    const text = `variable "A" { default = "a" }\nvariable "B" { default = "\${A}-b" }
target "base" { args = { X = B } }
target "app" { args = { Y = target.base.args.X } }\n`;
    expect(attributeOfApp(text, 'args', { environment: { A: 'z' } })).toEqual({ Y: 'z-b' });
  });

  test('is hidden where the platform of the machine is', () => {
    const text = 'target "app" { platforms = [BAKE_LOCAL_PLATFORM] }';
    expect(attributeOfApp(text, 'platforms', { localPlatform: null })).toEqual(['BAKE_LOCAL_PLATFORM']);
  });
});

describe('several files', () => {
  test('are laid over each other: targets are merged, variables and groups replaced', () => {
    const files = {
      'docker-bake.hcl': `variable "TAG" { default = "a" }\ngroup "default" { targets = ["app"] }
target "app" { tags = ["app:\${TAG}"], args = { A = "1" } }`.replace(', args', '\n  args'),
      'docker-bake.override.json':
        '{"variable": {"TAG": {"default": "b"}}, "target": {"app": {"args": {"B": "${TAG}"}}}}',
    };
    const broken = {
      ...files,
      'docker-bake.hcl': files['docker-bake.hcl'].replace('{ tags', '{\n  tags').replace('"1" } }', '"1" }\n}'),
    };
    expect(plainTargets(bake(broken))).toEqual({ app: { tags: ['app:b'], args: { A: '1', B: 'b' } } });
  });

  test('a bake file adds to the services of a Compose file', () => {
    const files = {
      'compose.yaml': 'services:\n  api:\n    image: acme/api\n    build: ./api\n  db:\n    image: postgres\n',
      'docker-bake.hcl': 'target "api" {\n  platforms = ["linux/amd64", "linux/arm64"]\n}\n',
    };
    expect(plainTargets(bake(files))).toEqual({
      api: { context: './api', tags: ['acme/api'], platforms: ['linux/amd64', 'linux/arm64'] },
    });
  });
});

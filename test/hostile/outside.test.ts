import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saidOf } from './said-of.ts';

let parent = '';
let root = '';
beforeEach(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), 'multiarch-lint-')));
  root = join(parent, 'group', 'shop');
  mkdirSync(join(root, '.git'), { recursive: true });
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

function put(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** All that the command says about the project: its exit code, its reports, what it tells on standard error. */
async function said(): Promise<string> {
  const parts: string[] = [];
  for (const args of [
    ['--format', 'json'],
    ['--preset', 'all'],
    ['plan', '--format', 'json'],
    ['--diff', '--fix-unsafe'],
  ])
    parts.push(await saidOf(root, args));
  return parts.join('');
}

const secret = 'hunter2';

/** Files beside and above the project, each of which would be found out by its text if it were read. */
const outside: Readonly<Record<string, string>> = {
  'secret.yml': `${secret}: { script: docker build --push -t ${secret} . }\n`,
  'secret.sh': `docker build --push -t ${secret}:1 .\n`,
  'secret.mk': `${secret}:\n\tdocker build --push -t ${secret}:2 .\n`,
  Makefile: `all:\n\tdocker build --push -t ${secret}:3 .\n`,
  Dockerfile: `FROM ${secret}:latest\nRUN GOARCH=arm64 go build\n`,
  'docker-bake.hcl': `target "default" { tags = ["${secret}:4"] }\n`,
  'compose.yaml': `services: { a: { image: "${secret}:5", build: . } }\n`,
  'spec.yml': `image: ${secret}:6\nmanifests: [{ image: ${secret}:7, platform: { os: linux, architecture: arm64 } }]\n`,
  '.env': `TAG=${secret}\n`,
  'action.yml': `runs: { using: composite, steps: [{ shell: bash, run: docker push ${secret}:8 }] }\n`,
  'config.toml': `[[runners]]\nname = "${secret}"\n[runners.docker]\nprivileged = true\n`,
  '.github/workflows/secret.yml': `on: push\njobs: { a: { runs-on: a, steps: [{ run: docker push ${secret}:9 }] } }\n`,
  'policy.yml': `${secret}: true\n`,
};

/** Every way out that a file can name. */
const inside: Readonly<Record<string, string>> = {
  '.gitlab-ci.yml': `include: ['../secret.yml', '/../secret.yml', 'ci/../../secret.yml', '../../secret.yml', '/etc/passwd', '../../../../../../etc/passwd', '../*.yml', '../**/*.yml', { project: group/other, file: secret.yml }]
build:
  image: docker:28
  script:
    - source ../secret.sh
    - . ./../secret.sh
    - sh ../secret.sh
    - cat ../secret.yml /etc/passwd > list && docker build -t $(cat list) .
    - cd .. && sh secret.sh && make && docker buildx bake --push && docker compose build --push
    - make -C .. ; make -f ../secret.mk ; make -f sub.mk
    - docker build --push -f ../Dockerfile -t shop:1 ..
    - docker build --push -t shop:2 -f $(pwd)/../Dockerfile $PWD/..
    - /kaniko/executor --context ../ --dockerfile ../Dockerfile --destination shop:3
    - docker buildx bake --push -f ../docker-bake.hcl
    - docker compose -f ../compose.yaml build --push
    - docker compose -f compose.yaml --env-file ../.env build --push
    - manifest-tool push from-spec ../spec.yml
    - docker build --push --build-arg A=$(<../.env) -t shop:$(head -1 ../.env) .
child:
  trigger: { include: ['../secret.yml', { local: /../secret.yml }] }
`,
  'sub.mk':
    'include ../secret.mk ../*.mk\nall:\n\t$(MAKE) -C ..\n\tdocker build -t $(shell cat ../.env) $(file <../.env) .\n',
  'compose.yaml':
    'services:\n  a: { extends: { file: ../compose.yaml, service: a }, build: { context: .., dockerfile: Dockerfile } }\ninclude: [../compose.yaml]\n',
  '.github/workflows/main.yml': `on: push
jobs:
  a: { uses: ./../secret.yml }
  b: { uses: ./.github/workflows/../../../.github/workflows/secret.yml }
  c:
    runs-on: ubuntu-24.04
    steps:
      - uses: ./..
      - uses: ./../
      - uses: ./../../etc
      - uses: ./.github/../..
      - uses: ../
      - { run: sh secret.sh, working-directory: .. }
      - { run: ./../secret.sh, working-directory: ./ }
      - uses: docker/build-push-action@v6
        with: { context: .., file: ../Dockerfile, push: true, tags: "shop:4" }
      - uses: docker/bake-action@v6
        with: { workdir: .., files: ../docker-bake.hcl, push: true }
`,
  '.multiarch-lint.yml': 'environment:\n  includes: { "project:group/other": ../.. }\n',
};

test('files outside of the project are not read, whatever names them: it makes no difference that they are there', async () => {
  put(root, inside);
  const without = await said();
  put(dirname(root), outside);
  put(parent, outside);
  const withThem = await said();
  expect(withThem).toBe(without);
  expect(withThem).not.toContain(secret);
  expect(withThem).not.toContain('root:x:0');
  expect(withThem).toContain('shop:1');
});

test('links that leave the project are not followed', async () => {
  put(dirname(root), outside);
  put(root, {
    '.gitlab-ci.yml':
      'include: [ci/secret.yml, linked/secret.yml]\nbuild: { script: [sh linked/secret.sh, docker build -f Dockerfile .] }\n',
  });
  mkdirSync(join(root, 'ci'));
  for (const [from, to] of [
    ['ci/secret.yml', '../../secret.yml'],
    ['linked', '..'],
    ['Dockerfile', '../Dockerfile'],
    ['Makefile', '/etc/passwd'],
    ['config.toml', join(dirname(root), 'config.toml')],
    ['.github', '../.github'],
  ])
    symlinkSync(to!, join(root, from!));
  const words = await said();
  expect(words).not.toContain(secret);
  expect(words).toContain('it is a link to a place outside the repository');
});

test('a policy that is a link out of the repository is refused, and not quoted', async () => {
  put(dirname(root), outside);
  put(root, { '.gitlab-ci.yml': 'build: { script: make }\n' });
  symlinkSync('../policy.yml', join(root, '.multiarch-lint.yml'));
  const words = await said();
  expect(words).not.toContain(secret);
  expect(words).toContain(
    'the policy file `.multiarch-lint.yml` cannot be read, because it is a link to a place outside the repository',
  );
});

/** Who waits at a pipe is freed after a while, so that a test that fails ends, too. */
function pipe(path: string): void {
  execFileSync('mkfifo', [join(root, path)]);
  spawn('sh', ['-c', 'sleep 4; [ -p "$0" ] && exec 3<>"$0" && printf "%s" hunter2 >&3; sleep 1', join(root, path)], {
    stdio: 'ignore',
  }).unref();
}

test('pipes and devices are no files: nothing waits for what comes out of them', async () => {
  put(root, {
    'ci/a.yml': 'build: { script: make }\n',
    '.gitlab-ci.yml':
      'include: [ci/pipe.yml, ci/a.yml]\nbuild: { script: [sh ci/pipe.sh, docker build -f ci/Dockerfile ., make -f ci/pipe.mk] }\n',
    '.github/workflows/a.yml': 'on: push\njobs: { a: { runs-on: a, steps: [{ uses: ./ci }] } }\n',
  });
  for (const path of [
    'ci/pipe.yml',
    'ci/pipe.sh',
    'ci/Dockerfile',
    'ci/pipe.mk',
    'ci/action.yml',
    '.github/workflows/b.yml',
    'config.toml',
  ])
    pipe(path);
  symlinkSync('/dev/zero', join(root, 'Dockerfile'));
  symlinkSync('/dev/stdin', join(root, 'compose.yaml'));
  const words = await said();
  expect(words).not.toContain(secret);
  expect(words).toContain('`ci/pipe.yml`');
});

test.each(['.gitlab-ci.yml', '.multiarch-lint.yml'])('a pipe in the place of %s is a clear line', async (path) => {
  put(root, {
    Dockerfile: 'FROM alpine:3.22\n',
    ...(path === '.gitlab-ci.yml' ? {} : { '.gitlab-ci.yml': 'a: { script: b }\n' }),
  });
  pipe(path);
  const words = await said();
  expect(words).not.toContain(secret);
  if (path === '.multiarch-lint.yml') expect(words).toContain('because it is no regular file');
});

import { series } from './rubbish.ts';

/** Pipelines that no one would write and that GitLab's own limits do not all keep away. */
export const hostilePipelines: Readonly<Record<string, () => string>> = {
  'aliases that double twenty-five times': () =>
    `${['a0: &a0 [make, make]', ...series(25, (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)].join('\n')}\nbuild: { script: *a25 }\n`,
  'mappings that double by merge keys': () =>
    `${['.a0: &a0 { variables: { A: b } }', ...series(40, (n) => `.a${n + 1}: &a${n + 1} { <<: [*a${n}, *a${n}] }`)].join('\n')}\nbuild: { <<: *a40, script: make }\n`,
  'an alias inside its own anchor': () => 'build: &build\n  script: [make]\n  variables: *build\n',
  'lists 100 deep': () => `build:\n  script: ${'['.repeat(100)}make${']'.repeat(100)}\n`,
  'lists 10,000 deep': () => `build:\n  script: ${'['.repeat(10_000)}make${']'.repeat(10_000)}\n`,
  'lists 10,000 deep that are never closed': () => `build:\n  script: ${'['.repeat(10_000)}\n`,
  'mappings 10,000 deep': () => `build: ${'{a: '.repeat(10_000)}b${'}'.repeat(10_000)}\n`,
  'block mappings 1,000 deep': () => series(1_000, (n) => `${' '.repeat(n)}a:`).join('\n'),
  'block lists 10,000 deep in one line': () => `build:\n  script:\n    ${'- '.repeat(10_000)}make\n`,
  'a scalar of 2 MB': () => `build:\n  script: "${'make '.repeat(400_000)}"\n`,
  'a block scalar of 2 MB': () => `build:\n  script:\n    - |\n${'      make\n'.repeat(180_000)}`,
  'a variable of 1 MB that is used often': () =>
    `variables: { A: "${'a'.repeat(1_000_000)}" }\nbuild:\n  image: $A$A\n  script: ["${'$A '.repeat(1000)}"]\n`,
  'variables that double each other': () =>
    `variables:\n  V0: aaaaaaaaaa\n${series(60, (n) => `  V${n + 1}: $V${n}$V${n}`).join('\n')}\nbuild: { image: $V60, script: "docker build -t $V60 ." }\n`,
  'variables that refer to each other in a circle': () =>
    'variables: { A: $B, B: $C, C: $A }\nbuild: { image: $A, script: docker build -t $A . }\n',
  '2,000 variables, each made of the one before': () =>
    `variables:\n  V0: a\n${series(2_000, (n) => `  V${n + 1}: $V${n}`).join('\n')}\nbuild: { image: $V2000, script: "echo $V2000" }\n`,
  'a list of 100,000 items': () => `build:\n  script: [${'make,'.repeat(100_000)}]\n`,
  '20,000 tags': () => `build:\n  script: make\n  tags: [${series(20_000, (n) => `t${n}`).join()}]\n`,
  '5,000 top-level strings': () => series(5_000, (n) => `key${n}: value`).join('\n'),
  '2,000 jobs': () =>
    series(2_000, (n) => `build-${n}: { script: docker build -t registry.example/app:${n} . }`).join('\n'),
  '20 jobs times `parallel: 200`': () =>
    series(20, (n) => `build-${n}: { parallel: 200, script: go build ./... }`).join('\n'),
  'a `parallel` that is beyond all bounds': () => 'build: { parallel: 999999999999, script: make }\n',
  'a matrix with a billion cells': () =>
    `build:\n  script: make\n  parallel:\n    matrix: [{ ${series(9, (n) => `V${n}: [${series(10, (m) => `v${m}`).join()}]`).join(', ')} }]\n`,
  '2,000 matrices': () =>
    `build:\n  script: make\n  parallel:\n    matrix: [${series(2_000, (n) => `{ A: [a${n}] }`).join()}]\n`,
  'a chain of 2,000 needs': () =>
    `build-0: { script: make }\n${series(2_000, (n) => `build-${n + 1}: { script: make, needs: [build-${n}] }`).join('\n')}`,
  'needs in diamonds, 300 layers': () =>
    `a0: { script: docker push registry.example/app:0 }\nb0: { script: make }\n${series(300, (n) => `a${n + 1}: { script: docker push registry.example/app:${n + 1}, needs: [a${n}, b${n}] }\nb${n + 1}: { script: make, needs: [a${n}, b${n}] }`).join('\n')}\nmerge: { needs: [a300], script: docker manifest create registry.example/app registry.example/app:0 registry.example/app:300 }\n`,
  '400 jobs that need each other all': () =>
    series(
      400,
      (n) =>
        `j${n}: { script: make, needs: [${series(n, (m) => `j${m}`)
          .slice(-50)
          .join()}] }`,
    ).join('\n'),
  'needs in a circle': () => 'a: { script: make, needs: [b] }\nb: { script: make, needs: [a] }\n',
  'a job that needs itself': () => 'a: { script: make, needs: [a] }\n',
  'a chain of 2,000 extends': () =>
    `.t0: { script: make }\n${series(2_000, (n) => `.t${n + 1}: { extends: .t${n} }`).join('\n')}\nbuild: { extends: .t2000 }\n`,
  'a chain of 9 extends, each twice': () =>
    `.t0: { script: make }\n${series(9, (n) => `.t${n + 1}: { extends: [.t${n}, .t${n}] }`).join('\n')}\nbuild: { extends: .t9 }\n`,
  'extends in a circle': () => '.a: { extends: .b }\n.b: { extends: .a }\nbuild: { extends: .a, script: make }\n',
  '1,000 jobs that extend one template': () =>
    `.t: { script: [${series(20, () => 'go build ./...').join()}], tags: [arm64] }\n${series(1_000, (n) => `build-${n}: { extends: .t }`).join('\n')}`,
  'references in a circle': () => '.a: [!reference [.b]]\n.b: [!reference [.a]]\nbuild: { script: !reference [.a] }\n',
  'a chain of 200 references': () =>
    `.r0: [make]\n${series(200, (n) => `.r${n + 1}: [!reference [.r${n}]]`).join('\n')}\nbuild: { script: !reference [.r200] }\n`,
  'references that double': () =>
    `.r0: [make]\n${series(9, (n) => `.r${n + 1}: [${'!reference [.r'.concat(`${n}], `).repeat(8)}]`).join('\n')}\nbuild: { script: !reference [.r9] }\n`,
  '500 rules in each of 100 jobs': () =>
    series(
      100,
      (n) =>
        `j${n}:\n  script: make\n  rules:\n${'    - if: $CI_COMMIT_BRANCH == "main" && $A =~ /^v[0-9]+$/\n'.repeat(500)}`,
    ).join(''),
  'a condition of 50,000 characters': () =>
    `build: { script: make, rules: [{ if: '${'$A == "b" && '.repeat(4_000)}$C' }] }\n`,
  'a condition with 5,000 brackets': () =>
    `build: { script: make, rules: [{ if: '${'('.repeat(5_000)}$C${')'.repeat(5_000)}' }] }\n`,
  'a pattern that backtracks': () =>
    'variables: { A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab }\nbuild: { script: make, rules: [{ if: "$A =~ /^(a+)+$/" }] }\n',
  '1,000 stages and jobs in each': () =>
    `stages: [${series(1_000, (n) => `s${n}`).join()}]\n${series(1_000, (n) => `j${n}: { stage: s${n}, script: docker push registry.example/app:${n} }`).join('\n')}`,
  'a name of 100,000 characters': () => `? ${'b'.repeat(100_000)}\n: { script: make }\n`,
  'names of built-in properties': () =>
    '__proto__: { script: make }\nconstructor: { script: make, variables: { __proto__: a, toString: b } }\nbuild: { extends: __proto__, needs: [toString, hasOwnProperty], script: "echo $__proto__ $constructor" }\n',
  'lone surrogates': () => 'build:\n  script: "docker build -t \\ud800 . \ud800"\n  tags: ["\udc00"]\n',
  'null bytes': () => 'build:\n  script: "docker build -t a\0b ."\n',
  'interpolation that nests': () =>
    `spec:\n  inputs: { a: { default: "$[[ inputs.a ]]" } }\n---\nbuild: { script: "${'$[[ '.repeat(500)}inputs.a${' ]]'.repeat(500)}" }\n`,
  'inputs that are used 2,000 times': () =>
    `spec:\n  inputs: { a: { default: make } }\n---\nbuild: { script: [${'"$[[ inputs.a | expand_vars | truncate(0,3) ]]",'.repeat(2_000)}] }\n`,
  '100 caches and 1,000 services': () =>
    `build:\n  script: make\n  cache: [${series(100, (n) => `{ key: "$A${n}", paths: [a] }`).join()}]\n  services: [${series(1_000, (n) => `"docker:${n}-dind"`).join()}]\n`,
  '100 builds and 100 merges': () =>
    `stages: [build, merge]\n${series(100, (n) => `b${n}: { stage: build, tags: [arm64], script: docker buildx build --platform linux/arm64 -t registry.example/app${n}:arm64 --push . }\nm${n}: { stage: merge, script: docker buildx imagetools create -t registry.example/app${n} registry.example/app${n}:arm64 registry.example/app${n}:amd64 }`).join('\n')}`,
  '40 builds and 40 merges whose names are not known': () =>
    `stages: [build, merge]\n${series(40, (n) => `b${n}: { stage: build, script: "docker build -t $A${n}/$B${n}:$C . && docker push $A${n}/$B${n}:$C" }\nm${n}: { stage: merge, script: "docker manifest create $D${n} $A${n}:$E $B${n}:$F && docker manifest push $D${n}" }`).join('\n')}`,
};

/** A repository that grows in one way. */
export interface Growth {
  readonly shown: string;
  /** The size to start from; it is doubled twice. */
  readonly size: number;
  readonly files: (size: number) => Readonly<Record<string, string>>;
}

const series = (length: number, of: (index: number) => string): string =>
  Array.from({ length }, (_, index) => of(index)).join('\n');

const pipeline = (text: string): Readonly<Record<string, string>> => ({ '.gitlab-ci.yml': `${text}\n` });

const pushed = (index: number): string => `registry.example.com/shop/server-${index}`;

/** The ways in which repositories grow, for each of which the time is to grow no faster than the repository. */
export const growths: readonly Growth[] = [
  {
    shown: 'jobs',
    size: 500,
    files: (size) => pipeline(series(size, (n) => `build-${n}: { script: docker build --tag ${pushed(n)} . }`)),
  },
  {
    shown: 'jobs of one image',
    size: 250,
    files: (size) => pipeline(series(size, (n) => `build-${n}: { script: docker build --push --tag ${pushed(0)} . }`)),
  },
  {
    shown: 'chain of needs',
    size: 250,
    files: (size) =>
      pipeline(series(size, (n) => `build-${n}: { script: make, needs: [${n === 0 ? '' : `build-${n - 1}`}] }`)),
  },
  {
    shown: 'matrix instances',
    size: 10,
    files: (size) =>
      pipeline(series(size, (n) => `build-${n}: { parallel: 50, script: docker build --tag ${pushed(n)} . }`)),
  },
  {
    shown: 'includes',
    size: 36,
    files: (size) => ({
      '.gitlab-ci.yml': 'include: ci/*.yml\n',
      ...Object.fromEntries(
        Array.from({ length: size }, (_, n) => [`ci/${n}.yml`, `build-${n}: { script: make server-${n} }\n`] as const),
      ),
    }),
  },
  {
    shown: 'builds and merges',
    size: 100,
    files: (size) =>
      pipeline(
        `stages: [build, merge]\n${series(
          size,
          (n) => `build-${n}:
  stage: build
  script: docker buildx build --push --platform linux/arm64 --tag ${pushed(n)}:arm64 .
merge-${n}:
  stage: merge
  script: docker buildx imagetools create --tag ${pushed(n)} ${pushed(n)}:arm64`,
        )}`,
      ),
  },
  {
    shown: 'lines of a script',
    size: 500,
    files: (size) =>
      pipeline(`build:\n  script:\n${series(size, (n) => `    - docker build --tag ${pushed(n)}:$CI_COMMIT_SHA .`)}`),
  },
  {
    shown: 'Dockerfile stages',
    size: 2000,
    files: (size) => ({ Dockerfile: series(size, (n) => `FROM alpine:3.20 AS stage-${n}\nRUN make server-${n}`) }),
  },
  {
    shown: 'jobs that extend each other in turn',
    size: 20,
    files: (size) =>
      pipeline(
        series(40 * size, (n) =>
          n % 8 === 0
            ? `.base-${n}: { image: alpine:3.20, script: make }`
            : `.base-${n}: { extends: .base-${n - 1}, variables: { STEP_${n}: server } }`,
        ),
      ),
  },
  {
    shown: 'needs, eight for each job',
    size: 25,
    files: (size) =>
      pipeline(
        `stages: [${Array.from({ length: size }, (_, n) => `s${n}`).join(', ')}]\n${series(8 * size, (n) => {
          const stage = Math.floor(n / 8);
          const needs = stage === 0 ? [] : Array.from({ length: 8 }, (_, k) => `job-${8 * (stage - 1) + k}`);
          return `job-${n}: { stage: s${stage}, script: make, needs: [${needs.join(', ')}] }`;
        })}`,
      ),
  },
  {
    shown: 'variables of a Dockerfile',
    size: 2000,
    files: (size) => ({
      Dockerfile: `FROM alpine:3.20\n${series(size, (n) => `ARG V${n}=\${V${n - 1}:-server}\nRUN make "$V${n}"`)}`,
    }),
  },
  {
    shown: 'commands chained by &&',
    size: 500,
    files: (size) =>
      pipeline(
        `build:\n  script:\n    - >-\n${series(size, (n) => `      docker build --tag ${pushed(n)} . &&`)}\n      docker push ${pushed(0)}`,
      ),
  },
  {
    shown: 'variables of a Makefile',
    size: 1000,
    files: (size) => ({
      ...pipeline('build: { script: make image }'),
      Makefile: `V0 = server\n${series(size, (n) => `V${n + 1} := $(V${n})`)}\nimage:\n\tdocker build --tag $(V${size}) .`,
    }),
  },
];

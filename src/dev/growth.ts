import { rules } from '../../rules/index.ts';
import { lint } from '../engine/lint.ts';
import { defaultPolicy } from '../policy/policy.ts';
import { readProject } from '../project/read-project.ts';
import { memoryWorkspace } from '../source/workspace.ts';

/** A repository that grows in one way. */
interface Growth {
  readonly shown: string;
  /** The size to start from; it is doubled twice. */
  readonly size: number;
  readonly files: (size: number) => Readonly<Record<string, string>>;
}

const series = (length: number, of: (index: number) => string): string =>
  Array.from({ length }, (_, index) => of(index)).join('\n');

const pipeline = (text: string): Readonly<Record<string, string>> => ({ '.gitlab-ci.yml': `${text}\n` });

const pushed = (index: number): string => `registry.example.com/shop/server-${index}`;

const growths: readonly Growth[] = [
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
    size: 30,
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
    size: 500,
    files: (size) => ({ Dockerfile: series(size, (n) => `FROM alpine:3.20 AS stage-${n}\nRUN make server-${n}`) }),
  },
];

/** Milliseconds of processor time, the best of three. */
function timeOf(files: Readonly<Record<string, string>>): number {
  const once = (): number => {
    const before = process.cpuUsage();
    lint(readProject(memoryWorkspace(files), defaultPolicy), rules, defaultPolicy, { today: '2026-01-01' });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  return Math.min(once(), once(), once());
}

/** Prints how the time grows with each size: near 2 is linear, near 4 quadratic. */
process.stdout.write('what                     n     t(n) ms  t(2n)/t(n)  t(4n)/t(2n)\n');
for (const { shown, size, files } of growths) {
  const [one = 0, two = 0, four = 0] = [size, 2 * size, 4 * size].map((each) => timeOf(files(each)));
  const cells = [`${size}`.padStart(6), one.toFixed(0).padStart(12), (two / one).toFixed(1).padStart(12)];
  process.stdout.write(`${shown.padEnd(20)}${cells.join('')}${(four / two).toFixed(1).padStart(13)}\n`);
}

import fc from 'fast-check';
import { test } from 'vitest';
import { stepsOf } from './steps.ts';

const word = fc.constantFrom(
  ...[
    'docker',
    'buildx',
    'build',
    'create',
    'push',
    'tag',
    'buildctl',
    'buildah',
    'podman',
    'manifest',
    '/kaniko/executor',
  ],
  ...[
    '--use',
    '--name',
    '-t',
    '--tag',
    '--tag=',
    '-o',
    '--output=type=image,"name=a',
    '--push=$X',
    '--platform',
    'linux/,,',
    '-',
  ],
  ...[
    '--',
    '---',
    '-=',
    '--=',
    '$X',
    '"$X"',
    '${X}y',
    '.',
    'a,b',
    '--opt',
    'platform=',
    'build-arg:=',
    '--cache-to',
    ',',
    'type',
  ],
  ...[
    'sudo',
    'timeout',
    'env',
    '--local',
    'dockerfile=',
    '--build-arg',
    '=',
    '--attest',
    'type=provenance,disabled',
    '-tq$X',
  ],
);

test('whatever the words, nothing throws and every step points into its script', () => {
  fc.assert(
    fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 4 }), (lines) => {
      const script = ['docker version', ...lines.map((words) => words.join(' '))].join('\n');
      const { items } = stepsOf(script);
      return items.every(({ span, destinations }) =>
        [span, ...destinations.items.map((destination) => destination.span)].every(
          ({ start, end }) => start <= end && end <= script.length,
        ),
      );
    }),
    { numRuns: 600 },
  );
});

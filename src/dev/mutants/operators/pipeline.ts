import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import type { SourceFile, Span } from '../../../source/source-file.ts';
import type { Operator, Sample } from '../operator.ts';
import { each, inPipeline, without, withoutWord } from '../places.ts';
import { builds, joined, merges, platformsOf } from '../spots.ts';

/** Defects that the rules about how a pipeline is written find. */
export const pipelineOperators: readonly Operator[] = [
  {
    rule: 'build-output-not-pushed',
    does: 'drops `--push`',
    also: [
      'merge-source-not-built',
      'arch-build-missing',
      'mutable-arch-tag',
      'attestation-in-manual-merge',
      'multi-platform-local-output',
    ],
    plants: (sample) => each(inPipeline(sample, /\bbuildx (?:build|bake)\b.*( --push)\b/dg), withoutWord),
  },
  {
    rule: 'build-output-not-pushed',
    does: 'pushes nothing by the output of a build',
    also: ['merge-source-not-built', 'arch-build-missing'],
    plants: (sample) =>
      joined(sample).length === 0 ? [] : each(inPipeline(sample, /--output[= ].*(,push=true)/dg), without),
  },
  {
    rule: 'build-output-not-pushed',
    does: 'tells Kaniko not to push',
    also: ['merge-source-not-built', 'arch-build-missing', 'kaniko-cache-ttl'],
    plants: (sample) =>
      joined(sample).length === 0 || sample.project.mirrors.length > 0
        ? []
        : each(pushing(sample, /\/kaniko\/executor(?= )/), (at) => insertBehind(at, ' --no-push')),
  },
  {
    rule: 'build-output-not-pushed',
    does: 'does not push what it has built',
    also: ['merge-source-not-built', 'arch-build-missing'],
    plants: (sample) =>
      joined(sample).length === 0
        ? []
        : each(
            joined(sample).flatMap(({ destination: { span } }) => {
              const words = /\b(?:docker|buildah|podman) push(?= ["']?$)/.exec(headOf(span));
              return words === null ? [] : before(span, words);
            }),
            (at) => replaceBy(at, 'echo'),
          ),
  },
  {
    rule: 'invalid-tool-invocation',
    does: 'calls Kaniko with the flag of another tool',
    also: ['build-output-not-pushed', 'merge-source-not-built', 'arch-build-missing', 'kaniko-cache-ttl'],
    plants: (sample) =>
      each(inPipeline(sample, /\/kaniko\/executor\b[^\n]*(?:\n +--[^\n]*)*?(--destination)\b/dg), (at) =>
        replaceBy(at, '--tag'),
      ),
  },
  {
    rule: 'invalid-tool-invocation',
    does: 'calls buildctl with the flag of Docker',
    plants: (sample) =>
      each(inPipeline(sample, /\bbuildctl(?:-daemonless\.sh)? build(?= )/dg), (at) =>
        insertBehind(at, ' --build-arg REVISION=1'),
      ),
  },
  {
    rule: 'invalid-tool-invocation',
    does: 'gives manifest-tool no template',
    also: ['merge-job-missing', 'arch-build-unmerged'],
    plants: (sample) =>
      each(
        merges(sample)
          .flatMap(({ template }) => template?.span ?? [])
          .map(withFlag),
        withoutWord,
      ),
  },
  {
    rule: 'multi-platform-local-output',
    does: 'loads an image of several platforms into the Engine',
    certainty: 'either',
    also: ['build-output-not-pushed', 'merge-source-not-built', 'digest-handoff'],
    plants: (sample) =>
      each(
        builds(sample)
          .filter((build) => build.tool === 'docker buildx build' && platformsOf(build).length > 1)
          .flatMap(({ command }) => within(command.span, /--push\b/)),
        (at) => replaceBy(at, '--load'),
      ),
  },
  {
    rule: 'packages-permission-missing',
    does: 'lets the token read packages only',
    plants: (sample) =>
      each(
        inPipeline(sample, /\bpackages: (write)\b/dg).filter(({ file }) => isPushedByToken(file)),
        (at) => replaceBy(at, 'read'),
      ),
  },
  {
    rule: 'registry-auth-missing',
    does: 'drops the login of a job',
    also: ['arch-build-missing'],
    plants: (sample) => (loginLines(sample).length > 1 ? each(loginLines(sample), (at) => replaceBy(at, 'date')) : []),
  },
  {
    rule: 'registry-auth-missing',
    does: 'drops the step of a login',
    certainty: 'either',
    plants: (sample) =>
      pushesByToken(sample) &&
      !sample.files.some(({ text }) => /push: \$|--dry-run/.test(text)) &&
      inPipeline(sample, loginStep).length > 1
        ? each(inPipeline(sample, loginStep), (at) => ({ op: 'remove-item', at }))
        : [],
  },
];

const loginStep = /- (uses: docker\/login-action@\S+)/dg;

const pushesByToken = ({ files }: Sample): boolean => files.some(isPushedByToken);

const isPushedByToken = ({ text }: SourceFile): boolean =>
  /secrets\.GITHUB_TOKEN/.test(text) && /ghcr\.io/.test(text) && /build-push-action|docker buildx/.test(text);

/** The part of its line in front of a place. */
const headOf = ({ file, start }: Span): string => file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);

/** Where something was found in the part of its line in front of a place. */
const before = (at: Span, { index, 0: words }: RegExpExecArray): Span => {
  const from = at.start - headOf(at).length + index;
  return at.file.span(from, from + words.length);
};

/** The word that calls the tool, in the commands that push what a merge joins. */
const pushing = (sample: Sample, program: RegExp): readonly Span[] =>
  joined(sample).flatMap(({ build }) => within(build.command.span, program));

/** Commands that log in, of jobs of the same tool that write them themselves. */
const loginLines = (sample: Sample): readonly Span[] => {
  const all = ['docker login', 'buildah login'].map((words) =>
    inPipeline(sample, new RegExp(`^ +- ((?:(?:echo|printf) .*\\| )?${words} .*)$`, 'dgm')),
  );
  return all.find((places) => places.length > 1) ?? [];
};

/** A flag with the value at a place. */
const withFlag = ({ file, start, end }: Span): Span =>
  file.span(
    /--\w+[= ]["']?$/.exec(file.text.slice(0, start))?.index ?? start,
    end + (/^["']/.exec(file.text.slice(end))?.[0].length ?? 0),
  );

const within = ({ file, start, end }: Span, pattern: RegExp): readonly Span[] => {
  const found = pattern.exec(file.text.slice(start, end));
  return found === null ? [] : [file.span(start + found.index, start + found.index + found[0].length)];
};

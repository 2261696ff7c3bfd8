import type { Cache } from '../../../model/index.ts';
import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import type { Span } from '../../../source/source-file.ts';
import { showText } from '../../../value/index.ts';
import type { Operator, Sample } from '../operator.ts';
import { archPart, each, inDockerfiles, inPipeline, insertAt, rewriteEach, without, withoutWord } from '../places.ts';
import { builds, isGitlab, jobs } from '../spots.ts';

/** Defects that the rules about caches find. */
export const cacheOperators: readonly Operator[] = [
  {
    rule: 'buildkit-cache-shared',
    does: 'takes the architecture out of the name of an exported cache',
    plants: (sample) =>
      rewriteEach(
        builds(sample).flatMap(({ cacheExports }) => cacheExports.items.map(({ span }) => span)),
        archPart,
        '',
      ),
  },
  {
    rule: 'cache-mount-per-arch',
    does: 'takes the platform out of the id of a cache mount',
    plants: (sample) =>
      each(inDockerfiles(sample, /,id=[^,\s]*[-/]\$\{?TARGET\w+\}?[^,\s]*(?!\S*sharing=locked)/dg), without),
  },
  {
    rule: 'cache-mount-per-arch',
    does: 'lets platforms write one cache mount at once',
    plants: (sample) =>
      each(inDockerfiles(sample, /--mount=type=cache(?!\S*\$\{?TARGET)\S*?(,sharing=locked)/dg), without),
  },
  {
    rule: 'gitlab-cache-expansion',
    does: 'writes a default for a shell into the key of a cache',
    also: ['gocache-per-arch', 'buildkit-cache-shared'],
    plants: (sample) =>
      each(inPipeline(sample, /\bkey: "?[\w-]*(\$\{?\w*ARCH\}?)/dg), (at) => replaceBy(at, '${ARCH:-amd64}')),
  },
  {
    rule: 'gitlab-cache-expansion',
    does: 'asks a command for the tag of a runner',
    also: [
      'runner-arch-mismatch',
      'build-job-without-arch-runner',
      'emulated-build',
      'qemu-missing',
      'tool-download-arch',
    ],
    plants: (sample) =>
      each(inPipeline(sample, /\btags: \["?(\$\{?ARCH\}?)"?\]/dg), (at) => replaceBy(at, '$(uname -m)')),
  },
  {
    rule: 'gitlab-cache-expansion',
    does: 'writes a default for a shell into the name of an image',
    certainty: 'either',
    also: ['unpinned-tool-image', 'tool-image-without-shell', 'tool-entrypoint-not-cleared', 'rootless-buildkit-image'],
    plants: (sample) => each(tags(sample), (at) => insertAt(at, '${TOOL_PREFIX:-}')),
  },
  {
    rule: 'go-cache-ineffective',
    does: 'compiles everything anew beside a cache',
    plants: (sample) =>
      jobs(sample).some(({ caches }) => caches.items.some(keepsObjects))
        ? each(inPipeline(sample, /\bgo (?:build|test)(?= )/dg), (at) => insertBehind(at, ' -a'))
        : [],
  },
  {
    rule: 'gocache-per-arch',
    does: 'takes the architecture out of the key of a cache',
    plants: (sample) => rewriteEach(keys(sample), archPart, ''),
  },
  {
    rule: 'gomodcache-split-per-arch',
    does: 'puts the architecture into the key of the module cache',
    plants: (sample) =>
      each(inPipeline(sample, /\bkey: (go-mod|gomod|modules)$/dgm), (at) => insertBehind(at, '-$ARCH')),
  },
  {
    rule: 'kaniko-cache-repo-shared',
    does: 'takes the architecture out of the name of the repository for layers',
    plants: (sample) =>
      rewriteEach(
        builds(sample).flatMap(({ layerCache: { repository } }) =>
          repository.is === 'set' ? repository.value.span : [],
        ),
        archPart,
        '',
      ),
  },
  {
    rule: 'kaniko-cache-ttl',
    does: 'drops the lifetime of the layers',
    plants: (sample) => each(lifetimes(sample), withoutWord),
  },
  {
    rule: 'kaniko-cache-ttl',
    does: 'gives the lifetime of the layers in days',
    plants: (sample) => rewriteEach(lifetimes(sample), /\d+h/, '7d'),
  },
];

/** Where the tags of the images begin that jobs run in. */
const tags = (sample: Sample): readonly Span[] =>
  jobs(sample)
    .filter(isGitlab)
    .flatMap(({ image }) => {
      if (image.is !== 'set') return [];
      const { file, start, end } = image.value.span;
      const tag = /:[\w.-]+["']?$/.exec(file.text.slice(start, end));
      return tag === null ? [] : file.span(start + tag.index + 1, end);
    });

/** The keys of caches in which the jobs of a matrix keep Go's object files. */
const keys = (sample: Sample): readonly Span[] =>
  jobs(sample)
    .filter(({ matrix }) => matrix.size > 0)
    .flatMap(({ caches }) => caches.items.filter(keepsObjects))
    .map(({ key }) => key.span);

/** Whether a cache holds Go's object files. */
const keepsObjects = ({ paths }: Cache): boolean => paths.items.some((path) => /go-?build/.test(showText(path)));

const lifetimes = (sample: Sample): readonly Span[] =>
  builds(sample).some(({ tool, layerCache }) => tool === 'kaniko' && layerCache.enabled.is === 'yes')
    ? inPipeline(sample, /--cache-ttl[= ]\w+/dg)
    : [];

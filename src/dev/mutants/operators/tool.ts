import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import type { Operator } from '../operator.ts';
import { each, inPipeline, without, withoutLine } from '../places.ts';
import { builds, keyword, makers, merges } from '../spots.ts';

const kanikoImage = /\bghcr\.io\/osscontainertools\/kaniko:v[\d.]+-debug\b/dg;

/** Defects that the rules about tools find. */
export const toolOperators: readonly Operator[] = [
  {
    rule: 'deprecated-tool-option',
    certainty: 'either',
    does: 'calls Kaniko by the old name of a flag',
    plants: (sample) =>
      each(inPipeline(sample, /kaniko:v1\.2[^]*?(\/kaniko\/executor)(?= )(?! version)/dg), (at) =>
        insertBehind(at, ' --snapshotMode=redo'),
      ),
  },
  {
    rule: 'docker-version-skew',
    does: 'goes back to a client that the daemon does not understand',
    also: ['outdated-tool-version', 'attestation-in-manual-merge', 'invalid-tool-invocation', 'deprecated-tool-option'],
    plants: (sample) =>
      each(inPipeline(sample, /image: (docker:29[\w.]*-cli)[^]*docker:29[\w.]*-dind/dg), (at) =>
        replaceBy(at, 'docker:18.09.9'),
      ),
  },
  {
    rule: 'forbidden-builder',
    does: 'forbids a builder that is used',
    plants: (sample) =>
      sample.files
        .filter(({ path, text }) => path === '.multiarch-lint.yml' && /buildkit-rootless: allow/.test(text))
        .map((file) => [
          replaceBy(file.whole, file.text.replace('buildkit-rootless: allow', 'buildkit-rootless: forbid')),
        ]),
  },
  {
    rule: 'kaniko-archived',
    does: 'builds with the archived Kaniko',
    also: [
      'dockerfile-platform-arg-unavailable',
      'dockerfile-unsupported-by-builder',
      'dockerfile-platform-arg-default',
      'dockerfile-final-stage-build-platform',
      'tool-image-arch',
      'variant-mismatch',
      'dockerfile-hardcoded-arch',
    ],
    plants: (sample) =>
      builds(sample).some(({ tool }) => tool === 'kaniko')
        ? each(inPipeline(sample, kanikoImage), (at) => replaceBy(at, 'gcr.io/kaniko-project/executor:v1.24.0-debug'))
        : [],
  },
  {
    rule: 'outdated-tool-version',
    does: 'joins images with an old manifest-tool',
    also: [
      'attestation-in-manual-merge',
      'nested-index-source',
      'tool-image-arch',
      'merge-target-untagged',
      'unpinned-tool-image',
    ],
    plants: (sample) =>
      merges(sample).some(({ tool }) => tool === 'manifest-tool')
        ? each(inPipeline(sample, /\bmplatform\/manifest-tool:(alpine-v2[\d.]+)/dg), (at) =>
            replaceBy(at, 'alpine-v2.0.8'),
          )
        : [],
  },
  {
    rule: 'secret-in-argv',
    does: 'gives a password as an argument',
    plants: (sample) =>
      each(
        inPipeline(sample, /\b(?:docker|buildah|skopeo|crane|regctl)\b[^|\n]*(--password-stdin|--pass-stdin)\b/dg),
        (at) => replaceBy(at, '-p "$CI_REGISTRY_PASSWORD"'),
      ),
  },
  {
    rule: 'tool-download-arch',
    does: 'downloads a tool for another machine',
    plants: (sample) =>
      each(
        inPipeline(sample, /releases\/download\/\S*(arm64)\b/dg).filter((at) => /tags: \[arm64\]/.test(at.file.text)),
        (at) => replaceBy(at, 's390x'),
      ),
  },
  {
    rule: 'tool-entrypoint-not-cleared',
    does: 'leaves the image its entrypoint',
    plants: (sample) =>
      sample.project.runners.items.length > 0 || sample.policy.expectations.runnerLabels.size > 0
        ? []
        : each(
            inPipeline(
              sample,
              /(?:osscontainertools\/kaniko|moby\/buildkit|mplatform\/manifest-tool|regclient\/regctl):\S+\n +(entrypoint): \[""\]/dg,
            ),
            (at) => ({ op: 'remove-key', at }),
          ),
  },
  {
    rule: 'tool-image-without-shell',
    does: 'takes the image without a shell',
    also: ['tool-image-arch', 'unpinned-tool-image'],
    plants: (sample) => [
      ...each(inPipeline(sample, /\bosscontainertools\/kaniko:v[\d.]+(-debug)\b/dg), without),
      ...each(inPipeline(sample, /\bmplatform\/manifest-tool:(alpine-)v/dg), without),
    ],
  },
  {
    rule: 'unpinned-action',
    does: 'uses an action by a tag',
    also: ['outdated-tool-version'],
    plants: (sample) =>
      makers(sample).length === 0
        ? []
        : each(inPipeline(sample, /uses: docker\/[\w-]+@([0-9a-f]{40} # v[\d.]+)/dg), (at) => replaceBy(at, 'v4')),
  },
  {
    rule: 'unpinned-tool-image',
    does: 'takes whatever release of a tool is newest',
    certainty: 'either',
    also: [
      'tool-image-arch',
      'dockerfile-platform-arg-unavailable',
      'dockerfile-unsupported-by-builder',
      'attestation-in-manual-merge',
      'rootless-buildkit-image',
    ],
    plants: (sample) =>
      [
        ...each(inPipeline(sample, /\bosscontainertools\/kaniko:(v[\d.]+-)debug\b/dg), without),
        ...each(inPipeline(sample, /\bmoby\/buildkit:(v[\d.]+-)rootless\b/dg), without),
        ...each(inPipeline(sample, /\bquay\.io\/buildah\/stable:(v[\d.]+)/dg), (at) => replaceBy(at, 'latest')),
        ...each(inPipeline(sample, /\bmplatform\/manifest-tool:alpine(-v[\d.]+)/dg), without),
        ...each(inPipeline(sample, /\bimage: docker:([\d.]+-)cli\b/dg), without),
      ].filter(() => makers(sample).some((definition) => keyword(definition, 'image').length > 0)),
  },
  {
    rule: 'unverified-tool-download',
    does: 'does not check what it downloads',
    plants: (sample) => each(inPipeline(sample, /^ +- sha256sum .*$/dgm), withoutLine),
  },
];

import {
  all,
  any,
  type BuildStep,
  defineRule,
  type IndexHandling,
  isMultiPlatform,
  known,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  not,
  type Project,
  type Severity,
  show,
  subject,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'attestation-in-manual-merge',
  group: 'attestation',
  severity: 'error',
  summary: 'Images that are merged by hand are plain images, without attestations around them',
  why: `
BuildKit adds provenance to what it pushes, and for that wraps even a single image into an image index. Tools that assemble an
index by hand expect images: \`docker manifest create\` ends with \`is a manifest list\`, older manifest-tools with \`Cannot include
an image in a manifest list/index which is already a multi-platform image\`, and \`regctl index\` puts an index into the index.
  `,
  exceptions: `
\`docker buildx imagetools create\`, \`crane index append\` and manifest-tool from 2.1.0 on take attestations along and are not
reported. Kaniko, Buildah, Podman and plain \`buildctl\` add none. Whether a plain \`docker build\` does depends on the engine.
  `,
  references: [
    'https://docs.docker.com/build/metadata/attestations/',
    'https://docs.docker.com/build/building/variables/#buildx_no_default_attestations',
    'https://github.com/docker/buildx/issues/1509',
  ],

  *check({ project }) {
    for (const merge of project.merges.items) {
      for (const { entry, build, handling } of partsOf(project, merge)) {
        yield* unless(not(all([build.pushesIndex.truth, isTrouble(handling)])), () => ({
          at: build.span,
          severity: severityOf(build, handling),
          message: `\`${build.job.name}\` pushes \`${show.image(entry.source)}\` as an image index, because ${build.pushesIndex.because}; ${outcome(merge, handling)}`,
          help: adviceFor(build),
          related: [{ at: entry.span, message: `merged here, by ${merge.tool} in \`${merge.job.name}\`` }],
          jobs: [build.job, merge.job],
          identity: show.image(entry.source),
          follows: build.pushesIndex.optOuts.map(({ span }) => subject.place(span)),
        }));
      }
    }
  },
});

interface Part {
  readonly entry: MergeEntry;
  readonly build: BuildStep;
  readonly handling: MergeEntry['onIndex'];
}

/** Single-platform builds that the merge joins for certain; several platforms make an index of another kind. */
const partsOf = (project: Project, merge: MergeStep): readonly Part[] =>
  merge.entries.items.flatMap((entry) =>
    linksOfEntry(project, entry)
      .filter(({ build, same }) => same.is === 'yes' && !isMultiPlatform(build) && build.pushed.is !== 'no')
      .map(({ build }) => ({ entry, build, handling: entry.onIndex })),
  );

const harmless: ReadonlySet<IndexHandling> = new Set(['flattens', 'picks-platform']);

function isTrouble(handling: MergeEntry['onIndex']): Truth {
  if (handling.is === 'unknown') return unknown(...handling.causes);
  return any([known(handling.is === 'set' && !harmless.has(handling.value))]);
}

const outcomes: Readonly<Record<IndexHandling, string>> = {
  refuses: 'refuses an index as a source',
  nests: 'puts that index into the new one, which most runtimes cannot pull',
  'picks-host-platform': "takes the machine's own platform out of it and fails where there is none",
  flattens: 'takes it apart',
  'picks-platform': 'takes the right platform out of it',
};

const outcome = ({ tool, job }: MergeStep, handling: MergeEntry['onIndex']): string =>
  handling.is === 'set'
    ? `${tool} in \`${job.name}\` ${outcomes[handling.value]}`
    : `${tool} in \`${job.name}\` may refuse that`;

/** Buildah and Podman fail only for foreign platforms; a plain docker build depends on the engine. */
const severityOf = ({ tool }: BuildStep, handling: MergeEntry['onIndex']): Severity =>
  tool === 'docker build' || (handling.is === 'set' && handling.value === 'picks-host-platform') ? 'warning' : 'error';

const adviceFor = ({ tool }: BuildStep): string =>
  tool === 'buildctl'
    ? 'drop the `attest:` options, or merge with `docker buildx imagetools create`, which keeps attestations'
    : 'add `--provenance=false` to the build, or merge with `docker buildx imagetools create`, which keeps attestations';

import {
  type AttestationOptOut,
  all,
  type BuildStep,
  defineRule,
  groupBy,
  holds,
  known,
  type MergeLink,
  type Project,
  show,
  subject,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'attestation-optout-unneeded',
  group: 'attestation',
  severity: 'info',
  isOptIn: true,
  summary: 'Attestations are kept where the merge can take them',
  why: `
Provenance says from which commit and by which builder an image was made. \`docker buildx imagetools\`, crane and manifest-tool
from 2.1 take each image with its attestations, so turning them off for their sake loses something and gains nothing.
  `,
  exceptions: `
An image that is merged by a tool that refuses or nests an index needs the opt-out. Nothing is said where no merge of the image
is seen, because registries and scanners, too, may be what the opt-out is for.
  `,
  references: [
    'https://docs.docker.com/build/metadata/attestations/',
    'https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/',
  ],

  *check({ project }) {
    const unneeded = project.builds.items.flatMap((build) => optOutsWithoutNeed(project, build));
    for (const here of groupBy(unneeded, ({ optOut }) => subject.place(optOut.span)).values()) {
      const [first] = here;
      if (first === undefined) continue;
      const builds = here.map(({ build }) => build);
      yield* violation({
        at: first.optOut.span,
        message: `\`${first.optOut.written}\` leaves ${show.few(show.jobs(builds.map(({ job }) => job)))} without provenance, and \`${first.link.merge.tool}\` in \`${first.link.merge.job.name}\` could take it`,
        help: `drop \`${first.optOut.written}\``,
        related: [{ at: first.link.entry.span, message: 'merged here, attestations and all' }],
        jobs: builds.map(({ job }) => job),
        identity: first.optOut.written,
      });
    }
  },
});

/** An opt-out in force, and a merge for which it is not needed. */
interface Unneeded {
  readonly build: BuildStep;
  readonly optOut: AttestationOptOut;
  readonly link: MergeLink;
}

function optOutsWithoutNeed(project: Project, build: BuildStep): readonly Unneeded[] {
  const links = project.links.filter((link) => link.build === build && link.same.is === 'yes');
  const [link] = links;
  if (link === undefined) return [];
  const takesAll = all(
    links.map(({ entry }) => holds(entry.onIndex, known(false), (way) => known(way === 'flattens'))),
  );
  if (takesAll.is !== 'yes') return [];
  return build.pushesIndex.optOuts
    .filter(({ effective }) => effective.is === 'yes')
    .map((optOut) => ({ build, optOut, link }));
}

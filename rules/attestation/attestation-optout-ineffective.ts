import {
  type AttestationOptOut,
  type BuildStep,
  defineRule,
  linksOf,
  type MergeStep,
  mapField,
  type Project,
  type Severity,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'attestation-optout-ineffective',
  group: 'attestation',
  severity: 'error',
  summary: 'What is set to turn attestations off does turn them off',
  why: `
\`BUILDX_NO_DEFAULT_ATTESTATIONS\` takes Go's words for true, in the environment of the build itself, from buildx 0.10.4 on. \`yes\`,
a variable that is not exported or one of another job does nothing, and an explicit \`--sbom\` or \`--provenance\` overrules it: the
image is pushed as an index after all.
  `,
  exceptions: 'Where no merge follows that would fail on an index, it is pointed out as info.',
  references: [
    'https://docs.docker.com/build/building/variables/#buildx_no_default_attestations',
    'https://pkg.go.dev/strconv#ParseBool',
  ],

  *check({ project }) {
    for (const build of project.builds.items) {
      for (const optOut of build.pushesIndex.optOuts) {
        if (optOut.effective.is === 'yes') continue;
        yield* unless(optOut.effective, () => ({
          at: optOut.span,
          severity: severityOf(project, build),
          message: `\`${optOut.written}\` has no effect on the build of \`${build.job.definition.name}\`, because ${optOut.because}`,
          help: adviceFor(build, optOut),
          related: optOut.span === build.span ? [] : [{ at: build.span, message: 'this build pushes attestations' }],
          jobs: [build.job],
          identity: optOut.written,
          about: [subject.place(optOut.span)],
        }));
      }
    }
  },
});

/** A failing merge behind the build makes it an error. */
const severityOf = (project: Project, build: BuildStep): Severity =>
  project.merges.items.some((merge) => isBrokenBy(project, merge, build)) ? 'error' : 'info';

const isBrokenBy = (project: Project, merge: MergeStep, build: BuildStep): boolean =>
  linksOf(project, merge).some((link) => {
    const fails = mapField(link.entry.onIndex, (handling) => handling !== 'flattens' && handling !== 'picks-platform');
    return link.build === build && (fails.is === 'unknown' || (fails.is === 'set' && fails.value));
  });

const adviceFor = ({ command }: BuildStep, { written }: AttestationOptOut): string =>
  written.startsWith('--')
    ? `take out what asks for attestations in \`${show.text(command.program)}\``
    : 'write `--provenance=false` on the build, or `BUILDX_NO_DEFAULT_ATTESTATIONS: "1"` in its job variables';

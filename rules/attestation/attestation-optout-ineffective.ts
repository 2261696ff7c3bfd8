import {
  type AttestationOptOut,
  type BuildStep,
  defineRule,
  type Fix,
  type IndexHandling,
  optOutsOf,
  type Project,
  placeWithin,
  type Related,
  replaceBy,
  type Severity,
  sourceText,
  subject,
  unless,
  unquoted,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'attestation-optout-ineffective',
  group: 'attestation',
  severity: 'error',
  summary: 'What is set to turn attestations off does turn them off',
  why: `
\`BUILDX_NO_DEFAULT_ATTESTATIONS\` takes Go's words for true, in the environment of the build itself, from buildx 0.10.4 on. With
\`yes\` the build ends with \`invalid BUILDX_NO_DEFAULT_ATTESTATIONS\`; a variable that is not exported or one of another job does nothing, and an explicit \`--sbom\` or \`--provenance\` overrules it: the
image is pushed as an index after all. The classic builder (\`DOCKER_BUILDKIT=0\`) refuses \`--provenance\` altogether.
  `,
  exceptions: `
Where no merge follows that would fail on an index, it is pointed out as info; where the build adds no attestations anyway, not
at all. A variable of another job is reported only if that job builds nothing itself.
  `,
  references: [
    'https://docs.docker.com/build/building/variables/#buildx_no_default_attestations',
    'https://pkg.go.dev/strconv#ParseBool',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const build of project.builds.items) {
      for (const optOut of optOutsOf(project, build)) {
        if (!isNeeded(build, optOut)) continue;
        const fix = fixFor(optOut);
        yield* unless(optOut.effective, () => ({
          at: optOut.span,
          severity: severityOf(project, build, optOut),
          message: `\`${optOut.written}\` ${effectOf(optOut)} the build of \`${build.job.definition.name}\`, because ${optOut.because}`,
          help: optOut.remedy,
          related: related(build, optOut),
          jobs: [build.job],
          identity: optOut.written,
          about: [subject.place(optOut.span)],
          ...(fix && { fix }),
        }));
      }
    }
  },
});

/** A word for true that Go knows, or the missing `export`. */
function fixFor({ written, span, endsBuild }: AttestationOptOut): Fix | undefined {
  const value = /^BUILDX_NO_DEFAULT_ATTESTATIONS=(.*)$/.exec(written)?.[1];
  if (value === undefined) return undefined;
  const place = endsBuild ? placeWithin(span, value) : undefined;
  if (place !== undefined) {
    const isWhole = unquoted(span) === value;
    return { title: 'Write `1`', safety: 'safe', patches: [replaceBy(isWhole ? span : place, '1')] };
  }
  if (!/^BUILDX_NO_DEFAULT_ATTESTATIONS=["']?(?:1|t|true)["']?$/i.test(sourceText(span))) return undefined;
  const front = span.file.span(span.start, span.start);
  return { title: 'Export the variable', safety: 'safe', patches: [replaceBy(front, 'export ')] };
}

const effectOf = ({ endsBuild }: AttestationOptOut): string => (endsBuild ? 'ends' : 'has no effect on');

/** What would have had no effect anyway is no loss. */
const isNeeded = ({ pushesIndex }: BuildStep, { written, effective }: AttestationOptOut): boolean =>
  effective.is !== 'yes' && (isFlag(written) || pushesIndex.truth.is !== 'no');

const isFlag = (written: string): boolean => written.startsWith('--');

/** A build that ends, or a failing merge behind it, is an error. */
function severityOf(project: Project, build: BuildStep, { endsBuild }: AttestationOptOut): Severity {
  if (endsBuild) return 'error';
  const links = project.links.filter((link) => link.build === build && link.same.is === 'yes');
  const handlings = links.map(({ entry }) => entry.onIndex);
  if (handlings.some((handling) => handling.is === 'set' && !harmless.has(handling.value))) return 'error';
  return handlings.some(({ is }) => is === 'unknown') ? 'warning' : 'info';
}

const harmless: ReadonlySet<IndexHandling> = new Set(['flattens', 'picks-platform']);

function related({ span, command, pushesIndex }: BuildStep, optOut: AttestationOptOut): readonly Related[] {
  if (optOut.span.file === span.file && optOut.span.start >= span.start && optOut.span.end <= span.end) return [];
  const at = pushesIndex.asked ?? command.span;
  return [{ at, message: pushesIndex.asked === undefined ? 'the build' : 'asks for attestations' }];
}

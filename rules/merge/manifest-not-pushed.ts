import {
  type Destination,
  defineRule,
  type Fix,
  type MergeStep,
  type Problem,
  type Project,
  sameReference,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'manifest-not-pushed',
  group: 'merge',
  severity: 'error',
  summary: 'An image index that a job puts together is pushed by that job',
  why: `
\`docker manifest create\`, \`buildah manifest create\` and \`podman manifest create\` write a list on the machine of the job; only
\`manifest push\` brings it into the registry. Without it the job ends well, the list is gone with the job's container, and the tag is
missing or still leads to the index of an earlier pipeline. \`imagetools create --dry-run\` writes nothing at all.
  `,
  exceptions: `
Pushes by another tool (\`skopeo copy containers-storage:\`, \`buildah push\`) count. A list that another job puts together and
pushes under the same reference may be a check of the first one, and is left out. A \`--dry-run\` that a condition decides on is wanted. Where a push stands behind a condition, names the list
by a variable that is not known, or may be made by a script out of sight, the answer stays open.
  `,
  references: [
    'https://docs.docker.com/reference/cli/docker/manifest/',
    'https://github.com/containers/buildah/blob/main/docs/buildah-manifest-push.1.md',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      const [target] = merge.targets.items;
      if (
        target === undefined ||
        merge.pushed.is === 'yes' ||
        merge.runs.is === 'no' ||
        isMeantTrial(merge) ||
        isPushedElsewhere(project, merge, target)
      )
        continue;
      yield* unless(merge.pushed, () => problemOf(merge, target));
    }
  },
});

/** A dry run that depends on something is wanted: nothing else would decide about the flag. */
const isMeantTrial = (merge: MergeStep): boolean => isTrial(merge) && merge.pushed.is === 'unknown';

const isTrial = ({ tool }: MergeStep): boolean => tool === 'docker buildx imagetools';

const isPushedElsewhere = ({ merges }: Project, merge: MergeStep, { reference }: Destination): boolean =>
  merges.items
    .filter((other) => other !== merge && other.pushed.is !== 'no')
    .flatMap(({ targets }) => targets.items)
    .some((target) => sameReference(target.reference, reference).is === 'yes');

function problemOf(merge: MergeStep, { reference }: Destination): Problem {
  const list = show.image(reference);
  const fix = isTrial(merge) ? undefined : fixOf(merge, list);
  return {
    at: merge.span,
    message: isTrial(merge)
      ? `\`${merge.job.name}\` only tries out how \`${list}\` would be put together; \`--dry-run\` pushes nothing`
      : `\`${merge.job.name}\` puts \`${list}\` together by ${merge.tool} and never pushes it; the list stays on the job's machine`,
    help: isTrial(merge) ? 'drop `--dry-run`' : `add \`${pushCommand(merge, list)}\` behind it`,
    jobs: [merge.job],
    identity: list,
    about: [subject.place(merge.span)],
    ...(fix && { fix }),
  };
}

const pushCommand = ({ tool }: MergeStep, list: string): string =>
  `${tool} push ${/[$\s]/.test(list) ? `"${list}"` : list}`;

/** Adds the push at the end of the job's script; the list of buildah and podman may be named unlike its reference. */
function fixOf(merge: MergeStep, list: string): Fix | undefined {
  const script = merge.job.definition.keywords.get('script');
  const { command, tool } = merge;
  const isInScript = script !== undefined && script.file === command.span.file && command.span.start > script.start;
  if (tool !== 'docker manifest' || !isInScript || command.via.length > 0 || command.process !== 'script')
    return undefined;
  const item = pushCommand(merge, list);
  return { title: `Add \`${item}\``, safety: 'safe', patches: [{ op: 'append-item', to: script, item }] };
}

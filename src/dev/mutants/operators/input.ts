import { insertBehind } from '../../../rule/fix.ts';
import type { Span } from '../../../source/source-file.ts';
import type { Operator, Sample } from '../operator.ts';
import { each, inDockerfiles, inPipeline, insertAt } from '../places.ts';
import { gitlabMakers, isGitlab, jobs, makers } from '../spots.ts';

/** What an unknown template may bring: more scripts, conditions, needs. */
const maybe = [
  'registry-auth-missing',
  'merge-needs-unreliable',
  'merge-rules-mismatch',
  'merge-needs-incomplete',
  'build-output-not-pushed',
  'merge-before-build',
  'arch-tag-collision',
  'digest-handoff',
  'manifest-assembled-across-jobs',
];

/** Rules that say more where jobs may be out of sight, which make images or build what another job needs. */
const outOfSight = [
  'runner-executable-arch',
  'merge-rules-mismatch',
  'tool-download-arch',
  'equal-matrix-cells',
  'no-binfmt-install',
  'no-privileged-container',
  'unpinned-tool-image',
];

/** Defects that the rules about what is read find. */
export const inputOperators: readonly Operator[] = [
  {
    rule: 'gitlab-rejects-pipeline',
    does: 'extends a template that is not there',
    // What a template may hold leaves much open.
    also: [...maybe, 'forbidden-builder', 'emulated-build', 'qemu-missing', 'tool-download-arch'],
    // A file that is not read may have the template.
    plants: (sample) =>
      (sample.spoken.has('not-analysed') ? [] : gitlabMakers(sample))
        .filter(
          ({ keywords, span }) =>
            !keywords.has('extends') && !/\n {2}extends:/.test(blockAt(span.file.text, span.start)),
        )
        .map(({ span }) => [{ op: 'set-key', in: span, path: ['extends'], value: '.no-such-template' }]),
  },
  {
    rule: 'gitlab-rejects-pipeline',
    does: 'lets a job need itself by way of another',
    also: ['merge-needs-incomplete'],
    plants: (sample) =>
      jobs(sample)
        .filter((job) => isGitlab(job) && job.instance === undefined && !job.definition.keywords.has('needs'))
        .filter((job) =>
          jobs(sample).some(
            ({ needs }) => needs.by === 'list' && needs.needs.items.some(({ jobs: targets }) => targets.includes(job)),
          ),
        )
        .map((job) => {
          const needing = jobs(sample).find(
            ({ needs }) => needs.by === 'list' && needs.needs.items.some(({ jobs: targets }) => targets.includes(job)),
          );
          return [{ op: 'set-key', in: job.definition.span, path: ['needs'], value: [needing?.name ?? ''] }];
        }),
  },
  {
    rule: 'github-rejects-workflow',
    does: 'misspells a keyword of a job',
    also: ['merge-needs-incomplete', 'matrix-variable-out-of-scope', 'dotenv-tag-unreachable', 'merge-job-missing'],
    plants: (sample) =>
      each(inPipeline(sample, /^ {4}(timeout-minutes|needs|permissions)(?=:)/dgm).filter(isInWorkflow), (at) =>
        insertAt(at, 'x-'),
      ),
  },
  {
    rule: 'github-rejects-workflow',
    does: 'gives a job a keyword that GitHub does not know',
    plants: (sample) =>
      each(inPipeline(sample, /^ {4}()runs-on:/dgm).filter(isInWorkflow), (at) => insertAt(at, 'tags: [arm64]\n    ')),
  },
  {
    rule: 'github-rejects-workflow',
    does: 'asks for env where there is none',
    plants: (sample) =>
      each(inPipeline(sample, /^ {4}runs-on: \S+()$/dgm).filter(isInWorkflow), (at) => insertAt(at, '${{ env.SIZE }}')),
  },
  {
    rule: 'not-analysed',
    does: 'includes a file of elsewhere',
    certainty: 'either',
    also: outOfSight,
    plants: (sample) =>
      pipelineRoots(sample)
        .filter(({ text }) => !/^include:/m.test(text))
        .map((file) => [insertAt(file.span(0, 0), 'include: https://ci.example.com/templates/audit.yml\n')]),
  },
  {
    rule: 'unreadable-file',
    does: 'leaves a bracket open in a pipeline',
    also: ['gitlab-rejects-pipeline', 'forbidden-builder', 'no-dind-service', 'no-docker-socket', ...outOfSight],
    plants: (sample) => pipelineRoots(sample).map((file) => [insertBehind(file.whole, '\nbroken: [unfinished\n')]),
  },
  {
    rule: 'unreadable-file',
    does: 'writes an instruction in front of the first stage',
    plants: (sample) =>
      each(
        inDockerfiles(sample, /^FROM /dgm).filter(
          ({ file, start }) => start === 0 && makers(sample).length > 0 && file.path === 'Dockerfile',
        ),
        (at) => insertAt(at, 'RUN make\n'),
      ),
  },
  {
    rule: 'unused-suppression',
    does: 'silences what nobody says',
    plants: (sample) =>
      pipelineRoots(sample).map((file) => [
        insertAt(file.span(0, 0), '# multiarch-lint: ignore-file[no-binfmt-install] the machine is our own\n'),
      ]),
  },
  {
    rule: 'invalid-suppression',
    does: 'silences without a reason',
    plants: (sample) =>
      pipelineRoots(sample).map((file) => [
        insertAt(file.span(0, 0), '# multiarch-lint: ignore-file[no-binfmt-install]\n'),
      ]),
  },
];

const isInWorkflow = ({ file }: Span): boolean => file.path.startsWith('.github/workflows/');

const pipelineRoots = ({ project }: Sample) =>
  project.pipelines
    .filter(({ system, startedBy }) => system === 'gitlab' && startedBy === undefined)
    .map(({ root }) => root);

/** The text from an offset to the next key at the beginning of a line. */
const blockAt = (text: string, start: number): string => text.slice(start).split(/\n(?=\S)/)[0] ?? '';

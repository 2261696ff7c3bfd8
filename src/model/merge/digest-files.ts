import { all, holesOf, no, sameText, type Text, type Truth, textKey } from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import { type Collision, collisions } from '../collisions.ts';
import { handsOn } from '../pipeline/artifact-files.ts';
import type { Job } from '../pipeline/job.ts';
import { finishesBefore } from '../pipeline/order.ts';
import { canMeet } from '../presence/presence.ts';
import type { Project } from '../project.ts';
import { commandsIn } from '../roles.ts';
import { digestOfBuild } from './digest-symbol.ts';
import type { MergeEntry, MergeStep } from './merge-step.ts';

/** A file with the digest of an image, which its job hands on as an artifact. */
export interface DigestFile {
  readonly build: BuildStep;
  readonly path: Text;
}

/**
 * Where jobs of one pipeline hand on digests under one path, so that a job behind them finds the digest of one image only:
 * artifacts are unpacked one over the other. Digests that no merge behind them reads are left out.
 *
 * Source: docs.gitlab.com/ci/jobs/job_artifacts (artifacts of several jobs with one name are overwritten).
 */
export function digestCollisions(project: Project): readonly Collision<DigestFile>[] {
  const readers = project.merges.items.filter(readsDigests).map(({ job }) => job);
  const files = project.builds.items.flatMap((build): readonly DigestFile[] =>
    readers.some((reader) => reads(reader, build.job))
      ? pathsOf(project, build)
          .filter((path) => handsOn(build.job, path))
          .map((path) => ({ build, path }))
      : [],
  );
  return collisions(files, { placeOf: ({ path }) => path.span, keysOf: ({ path }) => [textKey(path)], collide });
}

/** The file in which the builder tells the digest, and what the commands of the job make of it. */
function pathsOf(project: Project, build: BuildStep): readonly Text[] {
  const { symbol } = digestOfBuild(build);
  const own = build.digestFile.is === 'set' ? [build.digestFile.value] : [];
  const told = commandsIn(project, build.job).flatMap(({ writes }) =>
    writes.filter(({ content }) => holesOf(content).some((hole) => hole.symbol === symbol)).map(({ path }) => path),
  );
  const others = told.filter((path) => !own.some((one) => sameText(one, path).is === 'yes'));
  return [...own, ...others];
}

/** Whether a merge joins by digests of the run, or by what it reads from files. */
const readsDigests = ({ entries }: MergeStep): boolean =>
  entries.items.some(isByDigest) || entries.openTo.some(({ kind }) => kind === 'command-substitution');

const isByDigest = ({ source }: MergeEntry): boolean =>
  source.digest.is === 'set' && holesOf(source.digest.value).length > 0;

const reads = (reader: Job, job: Job): boolean =>
  reader.pipeline === job.pipeline && finishesBefore(job, reader).is === 'yes';

function collide(one: DigestFile, other: DigestFile): Truth {
  if (one.build.job === other.build.job || one.build.job.pipeline !== other.build.job.pipeline) return no;
  if (sameText(one.path, other.path).is !== 'yes') return no;
  return all([canMeet(one.build.job, other.build.job), one.build.runs, other.build.runs]);
}

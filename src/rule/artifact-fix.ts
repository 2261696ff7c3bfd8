import { type ArtifactDownload, type ArtifactUpload, fitsDownload, type Job, type Project } from '../model/index.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import { joinTexts, knownString, literal } from '../value/index.ts';
import { type Fix, insertBehind } from './fix.ts';

/** What tells the jobs of a matrix apart in the name of an artifact: `${{ matrix.arch }}`, or their numbers. */
export function distinction(jobs: readonly Job[]): string {
  const [first] = jobs;
  const key = [...(first?.matrix.keys() ?? [])].find((name) => {
    const values = jobs.map(({ matrix }) => plainValue(matrix, name));
    return new Set(values).size === jobs.length && !values.includes(undefined);
  });
  return `\${{ ${key === undefined ? 'strategy.job-index' : `matrix.${key}`} }}`;
}

/** A value that the name of an artifact may hold. */
function plainValue(matrix: Job['matrix'], name: string): string | undefined {
  const value = matrix.get(name);
  const written = value && knownString(value);
  return written !== undefined && /^[\w.-]+$/.test(written) && /^[\w-]+$/.test(name) ? written : undefined;
}

/**
 * Gives the artifact of each job of a matrix a name of its own. `undefined` where no name is written, or where a download would
 * no longer find the files in the same place.
 */
export function ownNameFix({ work }: Project, uploads: readonly ArtifactUpload[]): Fix | undefined {
  const [first] = uploads;
  if (first === undefined || uploads.some(({ job }) => job.definition !== first.job.definition)) return undefined;
  if (first.job.matrix.size === 0 || first.span.start === first.pathSpan.start) return undefined;
  const takers = [...work.values()]
    .flatMap(({ downloads }) => downloads)
    .filter((download) => fitsDownload(first, download).is !== 'no');
  if (!takers.every((download) => findsRenamed(first, download))) return undefined;
  const ending = `-${distinction(uploads.map(({ job }) => job))}`;
  return {
    title: `Put \`${ending.slice(1)}\` into the name`,
    safety: 'safe',
    patches: [insertBehind(inside(first.span), ending)],
  };
}

/** Whether a download takes the artifact, too, when something stands behind its name, and unpacks it into the same folder. */
function findsRenamed({ name }: ArtifactUpload, download: ArtifactDownload): boolean {
  const upload = { name: joinTexts([name, literal('-1', name.span)], name.span) };
  return fitsDownload(upload, download).is === 'yes' && download.mergesFolders.is === 'yes';
}

/** Turns `merge-multiple` on for a download; `undefined` where its inputs are not found. */
export function mergeMultipleFix({ work }: Project, { job, span }: ArtifactDownload): Fix | undefined {
  const use = work
    .get(job)
    ?.actions.find(({ inputs }) => [...inputs.values()].some((input) => input.span.start === span.start));
  const at = use && inputsKey(use.step);
  if (at === undefined) return undefined;
  return {
    title: 'Add `merge-multiple: true`',
    safety: 'safe',
    patches: [{ op: 'set-key', in: at, path: ['merge-multiple'], value: true }],
  };
}

/** The key `with` of a step that is written line by line. */
function inputsKey(step: Span): Span | undefined {
  const found = /(?:^|\n *)with(?=: *(?:#.*)?\r?\n)/.exec(sourceText(step));
  if (found === null) return undefined;
  const end = step.start + found.index + found[0].length;
  return step.file.span(end - 'with'.length, end);
}

/** A scalar without its quotes. */
function inside(span: Span): Span {
  const written = sourceText(span);
  return /^(["']).*\1$/s.test(written) ? span.file.span(span.start + 1, span.end - 1) : span;
}

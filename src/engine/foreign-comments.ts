import type { Dockerfile, Project } from '../model/index.ts';
import type { Rule } from '../rule/rule.ts';
import type { Span } from '../source/source-file.ts';

/** Why a comment for another linter silences a finding of a rule, as its reason; `undefined` if none does. */
export type ForeignComments = (ruleId: string, at: Span) => string | undefined;

/**
 * The comments for other linters that silence a rule of theirs which is the same as one of ours. In Dockerfiles: an
 * `# hadolint ignore=DL3029` above the instruction, `# hadolint global ignore=…` and `# check=skip=…` for the whole file; in
 * workflows a `# zizmor: ignore[unpinned-uses]` on the line.
 *
 * Source: github.com/hadolint/hadolint "Inline ignores"; docs.docker.com/reference/dockerfile "check"; docs.zizmor.sh/usage,
 * "Ignoring results".
 */
export function foreignComments({ dockerfiles }: Project, rules: readonly Rule[]): ForeignComments {
  const byPath = new Map(dockerfiles.map((dockerfile) => [dockerfile.file.path, dockerfile]));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return (ruleId, at) => {
    const dockerfile = byPath.get(at.file.path);
    const equivalents = byId.get(ruleId)?.equivalents;
    if (equivalents === undefined) return undefined;
    if (dockerfile === undefined) return byZizmor(equivalents.zizmor ?? [], at);
    const check = [...(equivalents.buildkit ?? []), 'all'].find((name) => skippedChecks(dockerfile).includes(name));
    if (check !== undefined) return `\`check=skip=${check}\``;
    const code = (equivalents.hadolint ?? []).find((name) => ignoredCodes(dockerfile, at).includes(name));
    return code === undefined ? undefined : `\`hadolint ignore=${code}\``;
  };
}

function byZizmor(audits: readonly string[], { file, start }: Span): string | undefined {
  if (audits.length === 0) return undefined;
  const text = file.lineText(file.positionAt(start).line);
  const ignored = /#.*\bzizmor:[ \t]*ignore\[([^\]]*)\]/.exec(text)?.[1]?.split(',') ?? [];
  const audit = audits.find((name) => ignored.some((one) => one.trim() === name));
  return audit === undefined ? undefined : `\`zizmor: ignore[${audit}]\``;
}

/** The checks of `# check=skip=JSONArgsRecommended,StageNameCasing;error=true`. */
const skippedChecks = ({ directives }: Dockerfile): readonly string[] =>
  directives
    .filter(({ name }) => name === 'check')
    .flatMap(({ value }) => value.split(';'))
    .flatMap((option) => /^\s*skip=(.*)$/.exec(option)?.[1]?.split(',') ?? [])
    .map((name) => name.trim());

/** The codes that hadolint ignores for the instruction at a place. */
function ignoredCodes(dockerfile: Dockerfile, at: Span): readonly string[] {
  const { file } = dockerfile;
  const above: string[] = [];
  for (let line = lineOfInstruction(dockerfile, at) - 1; isComment(file.lineText(line)); line -= 1)
    above.push(file.lineText(line));
  const global = file.text.match(/^[ \t]*#[ \t]*hadolint[ \t]+global[ \t]+ignore=.*$/gm) ?? [];
  return [...above, ...global].flatMap(
    (text) => /#[ \t]*hadolint[ \t]+(?:global[ \t]+)?ignore=(\S+)/.exec(text)?.[1]?.split(',') ?? [],
  );
}

const isComment = (line: string): boolean => line.trimStart().startsWith('#');

/** The 1-based line in which the instruction around a place begins. */
function lineOfInstruction({ file, stages }: Dockerfile, at: Span): number {
  const spans = stages.flatMap(({ span, instructions }) => [span, ...instructions.map((one) => one.span)]);
  const around = spans.find(({ start, end }) => start <= at.start && at.start <= end);
  return file.positionAt((around ?? at).start).line;
}

import type { DockerfileFeature } from '../facts/dockerfile-features.ts';
import type { DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { type Span, sourceText } from '../source/source-file.ts';

/** A place where a stage uses a part of the syntax that not every builder knows. */
export interface UsedFeature {
  readonly feature: DockerfileFeature;
  readonly at: Span;
}

/** The features that a stage uses, in the order of the kinds. */
export const featuresOf = ({ runs, copies }: DockerfileStage): readonly UsedFeature[] => [
  ...runs.flatMap((run) => [
    ...(run.hasHeredoc ? [{ feature: heredocOf(run.span), at: headOf(run.span) }] : []),
    ...run.mounts.flatMap(({ type, span }) => mountOf(type, span)),
    ...run.flags
      .filter(({ name, value }) => name === 'security' && value !== 'sandbox')
      .map(({ span }) => ({ feature: 'RUN --security' as const, at: span })),
  ]),
  ...copies.flatMap(({ hasHeredoc, flags, span }) => [
    ...(hasHeredoc ? [{ feature: 'COPY heredoc' as const, at: headOf(span) }] : []),
    ...flags
      .filter(({ name }) => name === 'chmod')
      .map((flag) => ({ feature: 'COPY --chmod' as const, at: flag.span })),
  ]),
];

/** A heredoc that is the whole script, with a delimiter in quotes or behind a dash, is a case of its own. */
const heredocOf = (run: Span): DockerfileFeature =>
  /^RUN\s+(?:--\S+\s+)*<<[-"']/i.test(sourceText(run)) ? 'quoted RUN heredoc' : 'RUN heredoc';

/** The first line of an instruction. */
function headOf({ file, start, end }: Span): Span {
  const line = sourceText({ file, start, end }).split('\n', 1)[0] ?? '';
  return file.span(start, start + line.trimEnd().length);
}

function mountOf(type: string, at: Span): readonly UsedFeature[] {
  switch (type) {
    case 'secret':
    case 'bind':
    case 'ssh':
    case 'tmpfs':
    case 'cache':
      return [{ feature: `RUN --mount=type=${type}`, at }];
    default:
      return [];
  }
}

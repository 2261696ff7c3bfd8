import type { Report } from '../../report/report.ts';

/** Writes the findings as annotations to the log of a step of a GitHub workflow, and, unless it is quiet, their number. */
export async function annotate(reports: readonly Report[], isQuiet: boolean): Promise<void> {
  const { annotationsOf } = await import('../../report/annotations.ts');
  const commands = await import('../../host/workflow-commands.ts');
  const { annotations, summary } = annotationsOf(reports);
  for (const { level, title, message, place } of annotations) commands[level](message, { title, ...place });
  // A plain line, which nothing escapes: it holds numbers only.
  if (!isQuiet) commands.info(summary);
}

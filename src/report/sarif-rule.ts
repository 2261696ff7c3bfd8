import type { ReportingDescriptor } from 'sarif';
import type { Rule, Severity } from '../rule/index.ts';
import { shortened } from './sarif-location.ts';

/** Where the tool is told of. */
export const toolPage = 'https://www.npmjs.com/package/multiarch-lint';

/** SARIF's words for severities. */
export const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

/** What GitHub's code scanning calls the severity of a rule that is not about security. */
const problemSeverities = { error: 'error', warning: 'warning', info: 'recommendation' } as const;

/** A rule as the tool component's metadata lists it, within GitLab's limits of length. */
export function sarifRule({ id, group, severity, summary, why, exceptions, references }: Rule): ReportingDescriptor {
  const page = references.find((reference) => /^https?:\/\/\S{1,2000}$/.test(reference));
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: shortened(`${withoutMarkup(summary)}.`) },
    fullDescription: { text: shortened(withoutMarkup(why).trim().replace(/\s+/g, ' ')) },
    help: helpOf([why, exceptions ?? '', references.map((reference) => `- ${reference}`).join('\n')]),
    helpUri: page ?? toolPage,
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: ['multi-arch', group],
      group,
      precision: 'very-high',
      'problem.severity': problemSeverities[severity],
    },
  };
}

function helpOf(paragraphs: readonly string[]): { text: string; markdown: string } {
  const markdown = paragraphs
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
  return { text: withoutMarkup(markdown), markdown };
}

const pascalCase = (id: string): string =>
  id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** Markdown as plain text: links by their words, no marks for code and emphasis. */
const withoutMarkup = (markdown: string): string =>
  markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/```\w*\n?|`/g, '')
    .replace(/(\*\*|__)(?=\S)(.+?)\1/g, '$2');

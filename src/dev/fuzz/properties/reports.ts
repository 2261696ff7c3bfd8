import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readXml } from '../../../../test/report/xml.ts';
import type { FormatName } from '../../../cli/call/option-table.ts';
import { jsonReportSchema } from '../../../report/json-schema.ts';
import { planSchema } from '../../../report/plan/schema.ts';
import type { Failure } from './failure.ts';

/** The formats of plans, by the names that they have here. */
export const planFormats = { plan: 'json', 'plan as text': 'text', 'plan as a picture': 'mermaid' } as const;

/** A report of a plan, or the model that it comes from. */
export type PlanReport = keyof typeof planFormats | 'model';

/** The reports of plans. */
export const planReports: readonly PlanReport[] = ['plan', 'plan as text', 'plan as a picture', 'model'];

/** A format whose reports can be judged. */
export type ReportFormat = FormatName | PlanReport;

/** What is wrong with a report of a format; `undefined` for a good one. */
export function wrongReport(format: ReportFormat, text: string): Failure | undefined {
  const detail = control.test(text) ? 'it holds a control character' : wrongIn(format, text);
  if (detail === undefined) return undefined;
  return {
    property: 'report',
    kind: `${format}: ${detail.slice(0, 60).replaceAll(/\d+/g, 'N')}`,
    detail: `${format}: ${detail}`,
  };
}

/** What could move a cursor or turn the direction of a text; JSON escapes what it must. */
const control = /[\u0000-\u0008\u000B-\u001F\u007F]/;

/** What a runner of GitHub or of Azure takes for a command at the beginning of a line. */
const workflowCommand = /^\s*::[A-Za-z-]+|##\[[A-Za-z-]+/m;

function wrongIn(format: ReportFormat, text: string): string | undefined {
  switch (format) {
    case 'json':
    case 'plan':
    case 'sarif':
      return invalid(format, text);
    case 'gitlab':
      return wrongCodeQuality(JSON.parse(text));
    case 'junit':
      return wrongXml(text);
    case 'html':
      return /<\/html>\s*$/.test(text) ? undefined : 'it does not end';
    case 'github':
      return wrongCommands(text);
    case 'model':
      return typeof JSON.parse(text) === 'object' ? undefined : 'it is no object';
    case 'plan as a picture':
      return /^flowchart /m.test(text) ? undefined : 'it is no picture';
    case 'terminal':
    case 'concise':
    case 'plan as text':
      return workflowCommand.test(text) ? 'it holds a workflow command' : undefined;
    case 'markdown':
      return undefined;
  }
}

function invalid(format: 'json' | 'plan' | 'sarif', text: string): string | undefined {
  const validate = validators()[format];
  return validate(JSON.parse(text)) ? undefined : JSON.stringify(validate.errors?.slice(0, 3));
}

const validators = once(() => ({
  json: new Ajv2020().compile(jsonReportSchema),
  plan: new Ajv2020({ allowUnionTypes: true }).compile(planSchema),
  sarif: new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(sarifSchema()),
}));

/** The schema is of draft 4, of which it uses nothing that later drafts changed but these two keys. */
function sarifSchema(): object {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif');
  const text = readFileSync(path.replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json'), 'utf8');
  const schema: unknown = JSON.parse(text);
  if (typeof schema !== 'object' || schema === null) throw new Error('the schema of SARIF is no object');
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== 'id'));
}

/** What GitLab's parser demands of Code Quality. Source: docs.gitlab.com/ci/testing/code_quality. */
function wrongCodeQuality(issues: unknown): string | undefined {
  if (!Array.isArray(issues)) return 'it is no list';
  const seen = new Set<unknown>();
  for (const issue of issues as readonly Record<string, unknown>[]) {
    const lacks = ['description', 'check_name', 'fingerprint', 'severity'].find(
      (key) => typeof issue[key] !== 'string' || issue[key] === '',
    );
    if (lacks !== undefined) return `an entry lacks ${lacks}`;
    if (seen.has(issue['fingerprint'])) return 'two entries have one fingerprint';
    seen.add(issue['fingerprint']);
  }
  return undefined;
}

/** Every line is an annotation at a place, or without one for those that are left, and the last one counts them. */
function wrongCommands(text: string): string | undefined {
  const lines = text.split('\n');
  const end = lines.splice(-2).join('\n');
  if (!/^multiarch-lint: (?:nothing was linted|(?:no|\d+) problems?(?: \([\w ,]+\))?[\w ,]*)\n$/.test(end))
    return 'it does not end in a count';
  return lines.every((line) => annotation.test(line)) ? undefined : 'a line is no annotation';
}

const annotation =
  /^::(?:error|warning|notice) title=multiarch-lint%3A [\w -]+(?:,file=[^,:]+,line=\d+,endLine=\d+,col=\d+)?::(?:[^%]|%0A|%0D|%25)+$/;

function wrongXml(text: string): string | undefined {
  try {
    readXml(text);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

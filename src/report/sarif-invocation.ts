import type { Invocation, Notification } from 'sarif';
import type { Cause } from '../value/index.ts';
import { omissionsOf } from './coverage.ts';
import type { Report, ReportView } from './report.ts';
import { messageOf, sarifLocation } from './sarif-location.ts';

/** So many places that were not analysed are named; the file must not be filled by them. */
const mostOmissions = 1000;

/** How the run went beside its results: parts that were not analysed, results that were left out, how it ended. */
export function sarifInvocation(reports: readonly Report[], { exitCode }: ReportView, leftOut: number): Invocation {
  const omissions = reports.flatMap(({ root, project }) => omissionsOf(project).map((cause) => ({ cause, root })));
  const unnamed = omissions.length - mostOmissions;
  return {
    executionSuccessful: true,
    ...(exitCode === undefined ? {} : { exitCode }),
    toolExecutionNotifications: [
      ...(leftOut > 0 ? [warningOf(`${String(leftOut)} results are left out`)] : []),
      ...(unnamed > 0 ? [warningOf(`${String(unnamed)} places that were not analysed are left out`)] : []),
      ...omissions.slice(0, mostOmissions).map(({ cause, root }) => notificationOf(cause, root)),
    ],
  };
}

const warningOf = (text: string): Notification => ({ level: 'warning', message: { text: `${text}.` } });

const notificationOf = ({ because, at }: Cause, root: string): Notification => ({
  level: 'note',
  message: messageOf(`not analysed: ${because}`),
  locations: [sarifLocation(at, root)],
});

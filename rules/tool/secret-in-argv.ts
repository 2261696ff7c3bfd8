import {
  defineRule,
  type Fix,
  isOfAction,
  type Job,
  jobsOf,
  knownString,
  type Problem,
  replaceBy,
  type SecretArgument,
  show,
  sourceText,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'secret-in-argv',
  group: 'tool',
  severity: 'info',
  isOptIn: true,
  summary: 'A password reaches its tool by standard input or by a file',
  why: `
The arguments of a process can be read by every user of the machine, on a shell runner by the jobs of other projects, and they
end up in traces (\`set -x\`) and in error messages. GitLab masks a variable in the job's log only.
  `,
  exceptions: `
Only tools that push, copy and join images are looked at. \`echo\` and \`printf\` are part of the shell: what they are given is no
argument of a process.
  `,
  references: [
    'https://docs.docker.com/reference/cli/docker/login/#password-stdin',
    'https://docs.gitlab.com/ci/variables/#cicd-variable-security',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      for (const secret of project.work.get(job)?.toolUse.secrets ?? []) {
        if (knownString(secret.value) !== '') yield* violation(problemOf(job, secret));
      }
    }
  },
});

function problemOf(job: Job, secret: SecretArgument): Problem {
  const fix = viaStdin(secret);
  return {
    at: secret.span,
    message: `\`${secret.call}\` in \`${job.definition.name}\` is given ${shownValue(secret)} as an argument, which other users of the machine can read`,
    help:
      secret.stdinFlag === undefined
        ? "put the credentials into the tool's configuration file instead, such as `~/.docker/config.json`"
        : `pass it by \`${secret.stdinFlag}\``,
    jobs: [job],
    identity: `${secret.call} ${secret.flag}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** A variable as written; a password that stands there in full is not repeated. */
const shownValue = ({ value, flag }: SecretArgument): string =>
  knownString(value) === undefined ? show.text(value) : flag;

function viaStdin({ stdinFlag, span, valueSpan, command }: SecretArgument): Fix | undefined {
  const { start, end, file } = command.span;
  const isWritten = span.file === file && start <= span.start && span.end <= end && command.stdin.is === 'unset';
  const value = sourceText(valueSpan);
  if (stdinFlag === undefined || !isWritten || isOfAction(command) || !/^(?:"[^"\\]*"|\$\w+|\$\{\w+\})$/.test(value))
    return undefined;
  const quoted = value.startsWith('"') ? value : `"${value}"`;
  return {
    title: `Pass the password by \`${stdinFlag}\``,
    safety: 'unsafe',
    because: 'the command reads its standard input then, which may be used otherwise',
    patches: [replaceBy(file.span(start, start), `printf '%s' ${quoted} | `), replaceBy(span, stdinFlag)],
  };
}

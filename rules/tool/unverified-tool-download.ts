import {
  any,
  defineRule,
  type Job,
  jobsOf,
  known,
  not,
  type Problem,
  type ToolDownload,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'unverified-tool-download',
  group: 'tool',
  severity: 'warning',
  summary: 'A tool that a job downloads is checked before it runs',
  why: `
The tool that joins or pushes an image holds the registry's credentials. A release file that was replaced, or cut short on its
way, runs with them. \`curl\` without \`--fail\` also takes the server's error page for the file, and ends well: the job breaks later,
in \`tar\` or with \`syntax error near unexpected token\`.
  `,
  exceptions: `
Tools that build and join images are looked at, from their own release pages, and only where the job runs them. Checksums,
signatures and attestations of every kind count as a check; where scripts are out of sight, nothing is said for certain.
Packages of the distribution and images that bring the tool need no check.
  `,
  references: [
    'https://curl.se/docs/manpage.html#-f',
    'https://docs.github.com/en/actions/how-tos/secure-your-work/use-artifact-attestations/use-artifact-attestations',
  ],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      for (const download of project.work.get(job)?.toolUse.downloads ?? []) {
        const { isUsed, isVerified } = download;
        yield* unless(any([isVerified, not(isUsed), known(isUsed.is === 'unknown')]), () => problemOf(job, download));
      }
    }
  },
});

function problemOf(job: Job, { tool, command, pipedInto, keepsErrorPages }: ToolDownload): Problem {
  const flow = pipedInto === undefined ? '' : `, and \`${pipedInto}\` reads it as it comes`;
  const fail = keepsErrorPages ? '; call curl with `-fsSL`, so that an error of the server ends the job' : '';
  return {
    at: command.span,
    message: `\`${job.definition.name}\` downloads ${tool} and runs it unchecked${flow}`,
    help: `save the file, compare it with a checksum that you keep here (\`sha256sum -c\`) and run it then, or use an image with ${tool}${fail}`,
    jobs: [job],
    identity: tool,
  };
}

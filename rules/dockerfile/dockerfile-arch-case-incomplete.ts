import {
  type ArchGap,
  any,
  archGaps,
  defineRule,
  distinctPlatforms,
  dockerfileReadings,
  groupBy,
  not,
  type Problem,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-arch-case-incomplete',
  group: 'dockerfile',
  severity: 'warning',
  summary: 'A choice by architecture has a way for every platform that is built',
  why: `
A \`case\` on \`$TARGETARCH\` or \`$(uname -m)\` translates the architecture into the word that a download or a compiler uses. For a
platform without a way of its own the variable stays empty and the next command asks for a file that does not exist; with a
\`*)\` that takes the word of amd64, the image gets the programs of another architecture, and nothing fails.
  `,
  exceptions: `
An \`if\` or a \`case\` that only does something more for one architecture is no translation: it needs neither \`else\` nor \`*)\`. A
\`*)\` that ends the build is right as long as CI builds no such platform. Choices on the architecture of the machine in a stage
on \`$BUILDPLATFORM\` are left out.
  `,
  references: [
    'https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope',
    'https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_09_04_05',
  ],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      const readings = dockerfileReadings(project, dockerfile);
      const found = readings.flatMap(archGaps);
      for (const together of groupBy(found, ({ at, kind }) => `${subject.place(at)} ${kind}`).values()) {
        const [first] = together;
        const truth = any(together.map(({ reading }) => reading.isBuilt));
        if (first !== undefined) yield* unless(not(truth), () => problemOf(together, first));
      }
    }
  },
});

function problemOf(together: readonly ArchGap[], gap: ArchGap): Problem {
  const targets = show.platforms(distinctPlatforms(together.map(({ reading }) => reading.platform)));
  const builds = together.flatMap(({ reading }) => reading.builds);
  return {
    at: gap.at,
    message: messageFor(gap, targets),
    help: adviceFor(gap, together),
    related: builds
      .slice(0, 1)
      .map(({ span }) => ({ at: span, message: `${targets} ${targets.includes(' and ') ? 'are' : 'is'} built here` })),
    severity: gap.kind === 'ends' && builds.length > 0 ? 'error' : 'warning',
    jobs: [...new Set(builds.map(({ job }) => job))],
    identity: `${gap.choice.written} ${gap.kind}`,
  };
}

function messageFor({ kind, choice, other }: ArchGap, targets: string): string {
  const names = [...new Set(choice.ways.flatMap(({ sets }) => sets))];
  switch (kind) {
    case 'no way':
      return names.length === 0
        ? `the choice by \`${choice.written}\` has no way for ${targets}`
        : `the choice by \`${choice.written}\` has no way for ${targets}, so ${show.quoted(names)} ${names.length === 1 ? 'stays' : 'stay'} unset there`;
    case 'ends':
      return `the choice by \`${choice.written}\` ends the build for ${targets}`;
    case 'takes another':
      return `the choice by \`${choice.written}\` takes ${other === undefined ? 'another architecture' : show.platform(other)} in the build for ${targets}, because no way names it`;
  }
}

const adviceFor = ({ choice, kind }: ArchGap, together: readonly ArchGap[]): string => {
  const values = [...new Set(together.map(({ value }) => value))];
  const keyword = choice.isCase
    ? values.map((value) => `\`${value})\``)
    : values.map((value) => `a test for \`${value}\``);
  // The way for all others is that of a platform that is built, as long as none names it.
  if (kind === 'takes another') return `add ${show.list(keyword)} in front of it`;
  return `add ${show.list(keyword)}, and end the build for all others by \`exit 1\``;
};

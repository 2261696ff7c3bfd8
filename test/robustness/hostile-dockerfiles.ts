import { rubbish, series } from './rubbish.ts';

/** Dockerfiles that BuildKit would not take or would take long over. */
export const hostileDockerfiles: Readonly<Record<string, () => string>> = {
  '2,000 stages': () => `FROM alpine AS s0\n${series(2_000, (n) => `FROM s${n} AS s${n + 1}\nRUN make`).join('\n')}`,
  '2,000 stages that copy from each other': () =>
    `FROM alpine AS s0\n${series(2_000, (n) => `FROM alpine AS s${n + 1}\nCOPY --from=s${n} /a /a`).join('\n')}`,
  'a stage that is its own base': () => 'FROM a AS a\nCOPY --from=a /a /a\n',
  'stages in a circle': () => 'FROM b AS a\nCOPY --from=b /x /x\nFROM a AS b\nCOPY --from=a /x /x\n',
  'stages of one name': () => 'FROM alpine AS a\nFROM a AS a\n'.repeat(500),
  'null bytes': () => 'FROM alpine\0\nRUN make\0\n',
  'only null bytes': () => '\0'.repeat(10_000),
  'a line of 1 MB': () => `FROM alpine\nRUN ${'make && '.repeat(125_000)}true\n`,
  '20,000 continued lines': () => `FROM alpine\nRUN true ${'\\\n  && make '.repeat(20_000)}\n`,
  '5,000 heredocs without end': () => `FROM alpine\n${'RUN <<EOF\nmake\n'.repeat(5_000)}`,
  '3,000 RUN lines': () =>
    `FROM alpine\n${series(3_000, (n) => `RUN export A${n}=b && GOARCH=arm64 go build -o a${n}`).join('\n')}`,
  '3,000 ARG lines': () => `${series(3_000, (n) => `ARG A${n + 1}=$A${n}`).join('\n')}\nFROM $A3000\n`,
  'ARG values that double': () =>
    `ARG A0=aaaaaaaaaa\n${series(60, (n) => `ARG A${n + 1}=$A${n}$A${n}`).join('\n')}\nFROM $A60\n`,
  'expansions 5,000 deep': () => `FROM ${'${A:-'.repeat(5_000)}a${'}'.repeat(5_000)}\n`,
  'directives that change the escape': () =>
    `# escape=\`\n# syntax=docker/dockerfile:1\nFROM alpine \`\n${'RUN make `\n'.repeat(1_000)}`,
  'no FROM at all': () => 'RUN make\n',
  'a FROM without a name': () => 'FROM\nFROM --platform=\nFROM --platform=$X AS\n',
  'binary rubbish': () => rubbish(20_000),
  'lone surrogates': () => 'FROM \ud800 AS \udc00\nCOPY --from=\udc00 a b\n',
  'ONBUILD in ONBUILD': () => `FROM alpine\n${'ONBUILD '.repeat(5_000)}RUN make\n`,
};

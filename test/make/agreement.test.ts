import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Case, dryRun, hasMake, readRun } from './dry-run.ts';

const name = fc.constantFrom('A', 'B', 'C', 'D');
const word = fc.constantFrom('amd64', 'arm64', 'v1.2', 'src/app.go', 'lib/x.c', 'a,b', 'latest');
const words = fc.array(word, { minLength: 0, maxLength: 3 }).map((list) => list.join(' '));

const simpleText = fc.oneof(
  { weight: 3, arbitrary: word },
  { weight: 1, arbitrary: words },
  { weight: 3, arbitrary: name.map((one) => `$(${one})`) },
  { weight: 1, arbitrary: fc.tuple(name, name).map(([one, other]) => `\${${one}}-$(${other})`) },
  { weight: 1, arbitrary: name.map((one) => `$(${one}:.c=.o)`) },
  { weight: 1, arbitrary: name.map((one) => `$(${one}:%64=%)`) },
);

const pattern = fc.constantFrom('%64', 'arm%', '%', 'amd64', '%.c', 'src/%');

const applied = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('strip', 'sort', 'words', 'firstword', 'lastword', 'dir', 'notdir', 'suffix', 'basename'),
      simpleText,
    )
    .map(([f, text]) => `$(${f} ${text})`),
  fc
    .tuple(fc.constantFrom('addprefix', 'addsuffix'), word, simpleText)
    .map(([f, affix, text]) => `$(${f} ${affix},${text})`),
  fc
    .tuple(fc.constantFrom('filter', 'filter-out'), pattern, simpleText)
    .map(([f, one, text]) => `$(${f} ${one},${text})`),
  fc.tuple(word, simpleText).map(([find, text]) => `$(findstring ${find.slice(0, 3)},${text})`),
  fc
    .tuple(fc.constantFrom('6', 'amd', '/', '.', 'a'), fc.constantFrom('_', '', 'zz'), simpleText)
    .map(([from, to, text]) => `$(subst ${from},${to},${text})`),
  fc
    .tuple(pattern, fc.constantFrom('x-%', '%', 'y', '%/z'), simpleText)
    .map(([from, to, text]) => `$(patsubst ${from},${to},${text})`),
  fc.tuple(fc.constantFrom('1', '2', '3'), simpleText).map(([index, text]) => `$(word ${index},${text})`),
  fc
    .tuple(fc.constantFrom('1', '2'), fc.constantFrom('1', '2', '3'), simpleText)
    .map(([from, to, text]) => `$(wordlist ${from},${to},${text})`),
  fc.tuple(simpleText, simpleText).map(([one, other]) => `$(join ${one},${other})`),
  fc.tuple(simpleText, simpleText, simpleText).map(([condition, one, other]) => `$(if ${condition},${one},${other})`),
  fc.tuple(fc.constantFrom('or', 'and'), simpleText, simpleText).map(([f, one, other]) => `$(${f} ${one}, ${other})`),
  fc.tuple(simpleText, simpleText).map(([list, text]) => `$(foreach x,${list},$(x)-${text})`),
  fc.tuple(simpleText, simpleText).map(([one, other]) => `$(call join-them,${one},${other})`),
  fc.tuple(fc.constantFrom('origin', 'flavor', 'value'), name).map(([f, one]) => `$(${f} ${one})`),
  fc.constant('$($(N))'),
);

const text = fc.oneof({ weight: 2, arbitrary: simpleText }, { weight: 3, arbitrary: applied });

/** Only names behind it in the alphabet, so that no variable refers to itself. */
const behind = (one: string, written: string): string =>
  written.replace(/(\$[({]|origin |flavor |value )([ABCD])/g, (whole, before: string, other: string) =>
    other > one ? whole : `${before}E`,
  );

const assignment = fc
  .tuple(
    fc.constantFrom('', '', '', 'override ', 'export '),
    name,
    fc.constantFrom('=', ':=', '::=', '?=', '+=', ' = '),
    text,
  )
  .map(([modifier, one, operator, value]) => `${modifier}${one} ${operator} ${behind(one, value)}`);

const definition = fc
  .tuple(name, text, text)
  .map(([one, first, second]) => `define ${one}\n${behind(one, first)}\n${behind(one, second)}\nendef`);

const removal = name.map((one) => `undefine ${one}`);

const condition = fc.oneof(
  fc
    .tuple(fc.constantFrom('ifeq', 'ifneq'), simpleText, simpleText)
    .map(([word_, one, other]) => `${word_} (${one},${other})`),
  fc
    .tuple(fc.constantFrom('ifeq', 'ifneq'), simpleText, word)
    .map(([word_, one, other]) => `${word_} "${one}" '${other}'`),
  fc
    .tuple(fc.constantFrom('ifdef', 'ifndef'), fc.constantFrom('A', 'B', 'E', 'F'))
    .map(([word_, one]) => `${word_} ${one}`),
);

const { statement } = fc.letrec<{ statement: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 2 },
    { weight: 6, arbitrary: assignment },
    { weight: 1, arbitrary: definition },
    { weight: 1, arbitrary: removal },
    {
      weight: 2,
      arbitrary: fc
        .tuple(condition, tie('statement'), condition, tie('statement'), tie('statement'))
        .map(
          ([first, one, second, two, three]) =>
            `${first}\n${one}\nelse ${second}\n${two}\nelse\n  ${three.replace(/\n/g, '\n')}\nendif`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(condition, tie('statement')).map(([first, one]) => `${first} # why\n${one}\nendif`),
    },
  ),
}));

const recipeLine = fc
  .tuple(
    fc.constantFrom('', '@', '-', '+@ '),
    fc.array(fc.oneof(text, fc.constantFrom('$@', '$<', '$^', '$*', '$(@D)', '$(@F)', '$(^F)', '$|', '$+', '$$HOME')), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([prefix, parts]) => `\t${prefix}say ${parts.join(' ')}`);

const recipe = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: recipeLine },
    {
      weight: 1,
      arbitrary: fc
        .tuple(condition, recipeLine, recipeLine)
        .map(([first, one, other]) => `${first}\n${one}\nelse\n${other}\nendif`),
    },
    { weight: 1, arbitrary: fc.tuple(recipeLine, recipeLine).map(([one, other]) => `${one} \\\n${other.slice(1)}`) },
  ),
  { minLength: 1, maxLength: 3 },
);

const specific = fc
  .tuple(
    fc.constantFrom('all', 'image-amd64', 'image-%', 'push', '%-amd64'),
    fc.constantFrom('', 'private ', 'override '),
    name,
    fc.constantFrom('=', ':=', '+='),
    text,
  )
  .map(([target, modifier, one, operator, value]) => `${target}: ${modifier}${one} ${operator} ${behind(one, value)}`);

const rules = fc.tuple(recipe, recipe, recipe, recipe).map(
  ([all, image, push, file]) => `
all: image-amd64 image-arm64 push | order
${all.join('\n')}
image-%: out/%.txt
${image.join('\n')}
push order: ; @echo inline $@ $(A)
out/amd64.txt out/arm64.txt: out/%.txt: given.c
${file.join('\n')}
release:: push
${push.join('\n')}
release:: ; say again $(B)
`,
);

const file: fc.Arbitrary<Case> = fc
  .tuple(
    fc.array(statement, { maxLength: 6 }),
    fc.array(statement, { maxLength: 2 }),
    fc.array(specific, { maxLength: 3 }),
    rules,
    fc.constantFrom(
      [],
      ['release'],
      ['push', 'all'],
      ['B=line', 'all'],
      ['-e', 'all'],
      ['A=$(C)!', 'release', 'all'],
      ['D+=more', 'all'],
    ),
    fc.constantFrom({}, { A: 'of-environment', E: 'x' }, { C: 'two words', D: '' }),
  )
  // Make 4.3 lets patterns have variables that the command line sets, against its manual.
  .filter(
    ([, , specifics, , goals]) =>
      !goals.some((goal) => goal.includes('=')) || specifics.every((line) => !line.includes('%')),
  )
  .map(([before, included, specifics, written, goals, environment]) => ({
    files: {
      Makefile: `N = B\njoin-them = <$(1)|$2|$(3)>\n${before.join('\n')}\ninclude ci/more.mk\n-include none.mk\n${specifics.join('\n')}\n${written}`,
      'ci/more.mk': `${included.join('\n')}\n`,
      'given.c': '',
    },
    words: goals,
    environment,
  }));

describe.skipIf(!hasMake)('agreement with GNU make', () => {
  test('the expanded lines of recipes are those that `make -n` prints', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(file, (given) => {
        const { lines, isRight } = dryRun(given);
        fc.pre(isRight);
        const own = readRun(given);
        expect(own.lines.map((line) => line.trimEnd())).toEqual(lines.map((line) => line.trimEnd()));
        expect(own.causes).toEqual([]);
      }),
      process.env['MAKE_RUNS'] === undefined
        ? { numRuns: 60, seed: 20 }
        : { numRuns: Number(process.env['MAKE_RUNS']) },
    );
  });
});

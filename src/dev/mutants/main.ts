/**
 * Plants defects into our own flawless pipelines, one at a time, and looks whether the rule that is there for it fires.
 *
 *     npm run mutants -- [RULE ...] [--most N] [--show survived|strays|all]
 *
 * With `--most`, of each kind of defect so many mutants at most, spread over the repositories. With `--show`, tells what
 * was found in the mutants. Prints the figures of every kind of defect. Exit code 1 if a defect is not found, if a rule
 * speaks that has nothing to do with it, or if a kind of defect fits nowhere.
 */
import { operators } from './operators/index.ts';
import { judge, mutantsOf, spread, type Verdict } from './run-mutants.ts';
import { samplesBelow } from './samples.ts';
import { figures, heading, showRow, showVerdict } from './table.ts';

const args = process.argv.slice(2);
const shown = optionOf('show');
const most = Number(optionOf('most') ?? Number.POSITIVE_INFINITY);
const wanted = args.filter((arg, index) => !arg.startsWith('--') && !args[index - 1]?.startsWith('--'));
const startedAt = performance.now();
const samples = samplesBelow('fixtures');

console.log(heading);
const results = operators
  .filter(({ rule }) => wanted.length === 0 || wanted.includes(rule))
  .map((operator) => {
    const verdicts = spread(mutantsOf(operator, samples), most).map(judge);
    for (const verdict of verdicts.filter(isShown)) console.log(`\n${showVerdict(verdict)}\n`);
    console.log(showRow([operator.rule, ...figures(verdicts), operator.does]));
    return verdicts;
  });
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(showRow(['all', ...figures(results.flat()), `${samples.length} repositories in ${seconds} s`]));

const isFound = ({ is, strays }: Verdict): boolean => is !== 'survived' && strays.length === 0;
if (!results.every((verdicts) => verdicts.length > 0 && verdicts.every(isFound))) process.exitCode = 1;

function optionOf(name: string): string | undefined {
  const at = args.indexOf(`--${name}`);
  return at === -1 ? undefined : args[at + 1];
}

function isShown({ is, strays }: Verdict): boolean {
  if (shown === 'strays') return strays.length > 0;
  return shown === 'all' || (shown === 'survived' && is === 'survived');
}

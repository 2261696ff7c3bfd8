import { type SourceFile, sourceText } from '../source/source-file.ts';
import { readYaml } from '../syntax/yaml.ts';
import type { YamlValue } from '../syntax/yaml-value.ts';
import { describeProblem } from './describe-problem.ts';
import { mistake } from './mistake.ts';
import { placeAt, plainValue } from './plain-value.ts';
import { defaultPolicy, type Policy } from './policy.ts';
import { policyOf } from './policy-of.ts';
import type { UsageError } from './usage-error.ts';
import { validatePolicy } from './validate-policy.generated.js';

/**
 * The policy that a policy file states; what it does not state is the default.
 * Throws a `UsageError` of one line, `path:line:column: what is wrong, what is allowed`, for the first mistake.
 */
export function loadPolicy(file: SourceFile): Policy {
  const { value, problems, notes } = readYaml(file);
  const [problem] = problems;
  if (problem !== undefined) throw mistake(problem.at, problem.message);
  const [note] = notes;
  if (note !== undefined) throw mistake(note.at, `the key \`${sourceText(note.at)}\` is written twice`);
  if (value === undefined || value.kind === 'null') return defaultPolicy;
  const plain = plainValue(value);
  if (!validatePolicy(plain)) throw firstMistake(value);
  return policyOf(plain, value);
}

/** The mistake that the validator found. It stops at the first; `if` only says that a branch of it failed. */
function firstMistake(root: YamlValue): UsageError {
  const problem = validatePolicy.errors?.find(({ keyword }) => keyword !== 'if');
  if (problem === undefined) throw new Error('the validator of policies refused a file without saying why');
  const { path, isAboutKey, message } = describeProblem(problem);
  return mistake(placeAt(root, path, isAboutKey ? 'key' : 'value'), message);
}

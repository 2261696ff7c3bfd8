import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Contexts, GithubValue } from './github-value.ts';
import { hiddenValue } from './hidden-value.ts';

/** What an expression, without `${{ }}`, is worth where `contexts` say what its names stand for. */
export function evaluateExpression(source: EmbeddedText, _contexts: Contexts): GithubValue {
  const shown = `\${{ ${source.text.trim()} }}`;
  return hiddenValue(shown, shown, `\`${shown}\` is evaluated when the job runs`, source.span);
}

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Rule } from '../rule/index.ts';
import { ruleFiles } from './rule-files.ts';

/**
 * Every rule as the sources have it now: bundled on the spot, because this program was itself bundled before the
 * rules' index was fresh. Throws if a rule does not lie where its group and id say.
 */
export async function loadRules(root: string): Promise<readonly Rule[]> {
  const outfile = join(root, 'dist/rules-for-gen.js');
  await build({
    entryPoints: [join(root, 'src/cli/projects/all-rules.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'warning',
  });
  const bundle: unknown = await import(pathToFileURL(outfile).href);
  const rules = (bundle as { readonly allRules: readonly Rule[] }).allRules; // A bundle exports what its entry point does.
  const places = new Set(rules.map(({ group, id }) => `${group}/${id}.ts`));
  const misplaced = ruleFiles(root).filter(({ path }) => !places.has(path));
  if (misplaced.length === 0) return rules;
  throw new Error(`group and id of the rule do not fit its path: ${misplaced.map(({ path }) => path).join(', ')}`);
}

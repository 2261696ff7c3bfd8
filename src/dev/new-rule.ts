import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { groupTitles } from '../cli/commands/rule-groups.ts';

/** `npm run new-rule GROUP/ID`: a rule that reports nothing yet, and folders for its first three fixtures. */
const root = join(import.meta.dirname, '..');
const [path = ''] = process.argv.slice(2);
const [, group = '', id = ''] = /^([a-z]+)\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(path) ?? [];

if (!Object.hasOwn(groupTitles, group)) {
  console.error(
    `usage: npm run new-rule GROUP/ID, such as merge/merge-needs-incomplete; groups: ${Object.keys(groupTitles).join(', ')}`,
  );
  process.exitCode = 2;
} else if (existsSync(join(root, 'rules', `${path}.ts`))) {
  console.error(`rules/${path}.ts is there already`);
  process.exitCode = 2;
} else {
  for (const [file, text] of newFiles()) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    console.log(`written: ${file}`);
  }
  console.log('Write check() and the three repositories, then: npm test -- -u, npm run gen, npm run check');
}

function newFiles(): ReadonlyMap<string, string> {
  const fixtures = ['bad', 'good', 'unknown'].map((name) => `fixtures/rules/${id}/${name}/.gitlab-ci.yml`);
  return new Map([[`rules/${path}.ts`, ruleText()], ...fixtures.map((file) => [file, fixtureText] as const)]);
}

function ruleText(): string {
  return `import { defineRule, unless } from '../../src/rule/index.ts';

export default defineRule({
  id: '${id}',
  group: '${group}',
  severity: 'error',
  summary: '',
  why: \`
    What goes wrong at run time, for whom.
  \`,
  references: [],

  *check({ project }) {
    for (const merge of project.merges.items) {
      yield* unless(/* the claim that must hold */);
    }
  },
});
`;
}

const fixtureText = `build-server:
  stage: build
  script:
    - make image
`;

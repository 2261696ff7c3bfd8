import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { allRules } from '../../src/cli/projects/all-rules.ts';
import type { OutputStream } from '../../src/cli/surroundings.ts';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { SourceFile } from '../../src/source/source-file.ts';

async function explained(rule: string): Promise<string> {
  let text = '';
  const stream: OutputStream = {
    write(part, done) {
      text += part;
      done(null);
      return true;
    },
  };
  const where = { environment: {}, workingFolder: '/', stdout: stream, stderr: stream, today: '2026-11-22' };
  expect(await main(['explain', rule], where)).toBe(0);
  return text;
}

/** The engine's own rules are about comments, and have no fixtures. */
const withExamples = allRules.filter(({ id }) => !/-suppression$/.test(id));

test.each(withExamples.map((rule) => [rule.id, rule] as const))(
  '%s: why, an example with its report, what is right, how to set and to silence it',
  async (id, rule) => {
    const page = await explained(id);
    const headings = ['Why', 'Reported', 'Not reported', 'Settings', 'Silence a finding'];
    expect(headings.filter((heading) => !page.split('\n').includes(heading))).toEqual([]);
    expect(page).toMatch(new RegExp(`It prints:\\n\\n\`\`\`+text\\n\\w+\\[${id}\\]: `));
    expect(page).toContain(`# multiarch-lint: ignore[${id}] `);
    expect(page.includes('preset: all')).toBe(rule.isOptIn === true);
  },
);

test.each(allRules.map(({ id }) => id))('%s: the settings that its page shows are a policy', async (id) => {
  const settings = /^Settings\n[^]*?```yaml\n([^]*?)```/m.exec(await explained(id))?.[1] ?? '';
  const policy = loadPolicy(new SourceFile('.multiarch-lint.yml', settings));
  expect([...policy.rules.keys()]).toEqual([id]);
});

test('comments of other linters that are honoured are named', async () => {
  expect(await explained('dockerfile-from-platform-constant')).toContain('\n- `# hadolint ignore=DL3029`\n');
});

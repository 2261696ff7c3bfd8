import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdown } from '../../src/report/markdown.ts';
import { markdownCode, markdownText } from '../../src/report/markdown-text.ts';
import type { Report } from '../../src/report/report.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { everyReport } from './every-report.ts';
import { findingAt, placeIn, projectOf, reportOf } from './sample.ts';

const ci = new SourceFile('.gitlab-ci.yml', 'manifest:\n  needs: [build-amd64]\n');
const at = placeIn(ci, '[build-amd64]');
const cause = { kind: 'include', because: '`ci/merge.yml` lives elsewhere', at: placeIn(ci, 'manifest') } as const;
const undecided = findingAt(at, { severity: 'info', certainty: 'undecided', message: 'it is late', causes: [cause] });
const write = (...reports: readonly Report[]): string => markdown(reports, { color: true, width: 80, quiet: false });

test('the comment says how much was found, then what, the worst first, and folds the rest', () => {
  const note = findingAt(at, { severity: 'info', message: 'a note' });
  const project = projectOf([ci], { notAnalysed: [cause] });
  const error = findingAt(at, { help: 'add `build-arm64`' });
  expect(write(reportOf([note, error, undecided], { root: 'api/', project }))).toBe(`<!-- multiarch-lint -->
### multiarch-lint: 2 problems (1 error, 0 warnings, 1 note), 1 undecided

- **error** \`merge-needs-incomplete\` in \`api/.gitlab-ci.yml:2\`<br>\`manifest\` merges \`$CI_REGISTRY_IMAGE:latest\` without waiting for \`build-arm64\`<br>help: add \`build-arm64\`

<details><summary>1 note</summary>

- **note** \`merge-needs-incomplete\` in \`api/.gitlab-ci.yml:2\`<br>a note

</details>

<details><summary>1 undecided</summary>

- **undecided** \`merge-needs-incomplete\` in \`api/.gitlab-ci.yml:2\`<br>cannot rule out that it is late, because \`ci/merge.yml\` lives elsewhere

</details>

<details><summary>1 place not analysed</summary>

- \`api/.gitlab-ci.yml:1\`: \`ci/merge.yml\` lives elsewhere

</details>
`);
});

test('at most twenty findings are listed, the worst of them', () => {
  const warnings = Array.from({ length: 30 }, () => findingAt(at, { severity: 'warning' }));
  const lines = write(reportOf([...warnings, findingAt(at)])).split('\n');
  expect(lines.filter((line) => line.startsWith('- **'))).toHaveLength(20);
  expect(lines.find((line) => line.startsWith('- '))).toMatch(/^- \*\*error/);
  expect(lines).toContain('- and 11 more');
});

test('where nothing was found it says what was checked', () => {
  expect(write(reportOf([]), reportOf([], { root: 'web/' }))).toBe(`<!-- multiarch-lint -->
### multiarch-lint: no problems

- no pipeline was found, so nothing was checked
- web/: no pipeline was found, so nothing was checked
`);
});

describe('nothing from the repository is more than text', () => {
  test.each([
    ['HTML', '<img src=x onerror=y>', '&lt;img src=x onerror=y&gt;'],
    ['an entity', '&lt;', '&amp;\u200Blt;'],
    ['a mention', 'ask @all', 'ask @\u200Ball'],
    ['references', '#1 !2 ~bug %v1 $3 &4', '\\#\u200B1 !\u200B2 \\~\u200Bbug %\u200Bv1 $\u200B3 &amp;\u200B4'],
    ['a link', '[a](b) ![c](d)', '\\[a\\](b) !\u200B\\[c\\](d)'],
    ['an address', 'https://evil.example www.evil.example', 'https:\u200B//evil.example www\u200B.evil.example'],
    ['emphasis', '*a* _b_', '\\*a\\* \\_b\\_'],
    ['a row of a table', 'a | b', 'a \\| b'],
    ['a new line', 'a\n/close', 'a /close'],
    ['an escape', '\\*', '\\\\\\*'],
  ])('%s', (_, text, written) => {
    expect(markdownText(text)).toBe(written);
  });

  test('what stands between backticks is code, and a backtick too many is a sign', () => {
    expect(markdownText('`a|@all` waits for `<b>`')).toBe('`a|@all` waits for `<b>`');
    expect(markdownText('`a` @all `b')).toBe('`a` @\u200Ball \\`b');
    expect(markdownText('a `` b')).toBe('a \\`\\` b');
    expect(markdownCode('ci/`@all`.yml:1')).toBe('``ci/`@all`.yml:1``');
    expect(markdownCode('`')).toBe('`` ` ``');
  });

  test('outside of code no sign is left that a reader would follow, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('`@#<>&[]\\|*~!$%^:/w.a1\n ')) }), (text) => {
        const outside = withoutCode(markdownText(text));
        return !/[@#!~%$^](?![\s\u200B])|(?<!\\)[<>*|[\]]|:\/\/|www\.|\n/.test(outside.replace(/\\\\/g, ''));
      }),
    );
  });

  test('every line of a comment begins as a comment, a headline, an entry or a fold', () => {
    for (const line of write(...everyReport())
      .trimEnd()
      .split('\n'))
      expect(line).toMatch(
        /^(?:$|- |### multiarch-lint: |<!-- multiarch-lint -->$|<details><summary>\d+ [a-z ]+<\/summary>$|<\/details>$)/,
      );
  });
});

/** Markdown without its spans of code, read as GFM does: a fence ends at the next row of as many backticks. */
function withoutCode(markdownLine: string): string {
  return markdownLine.replace(
    /\\[^]|(?<fence>`+)(?!`)(?:[^]*?[^`])\k<fence>(?!`)/g,
    (match, fence: string | undefined) => (fence === undefined ? match : ''),
  );
}

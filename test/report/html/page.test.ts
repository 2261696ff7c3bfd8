import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/engine/finding.ts';
import { theme } from '../../../src/report/html/theme.ts';
import type { Report } from '../../../src/report/report.ts';
import { SourceFile } from '../../../src/source/source-file.ts';
import { findingAt, placeIn, reportOf } from '../sample.ts';
import { hostileReport } from './hostile.ts';
import { pageOf, reportFor, reportOn } from './sample-project.ts';

const projects = readdirSync('fixtures/projects', { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? `fixtures/projects/${entry.name}` : [],
);

/** The page without what stands in its style and its script. */
const markupOf = (page: string): string => page.replace(/(<(style|script)>)[^]*?(<\/\2>)/g, '$1$3');

const attributesOf = (page: string, name: string): readonly string[] =>
  [...markupOf(page).matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);

describe('a page', () => {
  test.each(projects)('on %s has every place that it links to, once', (folder) => {
    const page = pageOf(reportOn(folder));
    const ids = attributesOf(page, 'id');
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    const targets = attributesOf(page, 'href').filter((href) => href.startsWith('#'));
    expect(targets.filter((href) => !ids.includes(href.slice(1)))).toEqual([]);
    const named = attributesOf(page, 'aria-labelledby');
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('allows its own style and script, and nothing else', () => {
    const page = pageOf(reportOn('fixtures/projects/defects'));
    const [policy = ''] = attributesOf(page, 'content').filter((content) => content.startsWith('default-src'));
    const hashOf = (name: string): string => {
      const [, text = ''] = new RegExp(`<${name}>([^]*?)</${name}>`).exec(page) ?? [];
      return createHash('sha256').update(text).digest('base64');
    };
    expect(policy.split('; ')).toEqual([
      `default-src 'none'`,
      `style-src 'sha256-${hashOf('style')}'`,
      `script-src 'sha256-${hashOf('script')}'`,
      `base-uri 'none'`,
      `form-action 'none'`,
    ]);
    expect(attributesOf(page, 'style')).toEqual([]);
  });

  test('is the same for the same report', () => {
    expect(pageOf(reportOn('fixtures/projects/defects'))).toBe(pageOf(reportOn('fixtures/projects/defects')));
  });

  test('says of an empty report that nothing is wrong', () => {
    expect(pageOf(reportOf([]))).toContain('Nothing was found to be wrong.');
    expect(pageOf()).toContain('Multi-architecture images of 0 projects');
  });
});

describe('a page on a hostile repository', () => {
  const page = pageOf(hostileReport());
  const markup = markupOf(page);
  const tags = [...markup.matchAll(/<([a-z0-9]+)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/gi)];

  test('shows the texts', () => {
    expect(hostileReport().findings.length).toBeGreaterThan(4);
    expect(markup).toContain('&#60;img src=x onerror=alert(1)&#62;');
  });

  test('consists of its own tags only', () => {
    const openings = markup.split('<').length - 1;
    const closings = markup.match(/<\/[a-z0-9]+>/g)?.length ?? 0;
    // What remains is the doctype.
    expect(openings - closings - tags.length).toBe(1);
    const names = new Set(tags.map(([, name = '']) => name));
    for (const name of ['img', 'iframe', 'object', 'embed', 'foreignObject', 'image', 'use', 'base', 'link']) {
      expect(names).not.toContain(name);
    }
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page.match(/<style>/g)).toHaveLength(1);
  });

  test('has no attribute that runs something, and no link to anywhere but itself and the pages that rules name', () => {
    const names = tags.flatMap(([, , attributes = '']) =>
      [...attributes.matchAll(/([a-z-]+)(?:="[^"]*"|(?=\s|$))/gi)].map(([, name = '']) => name),
    );
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => /^(?:on|src|style|action|formaction|xlink)/.test(name))).toEqual([]);
    expect(attributesOf(page, 'href').filter((href) => !/^(?:#|https:\/\/)/.test(href))).toEqual([]);
  });

  test('shows signs instead of characters that turn the text', () => {
    expect(page).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });
});

describe('a finding', () => {
  const ci = new SourceFile('.gitlab-ci.yml', `manifest:\n  needs: [build-amd64]\n  # ${'x'.repeat(5000)}\n`);
  const undecided: Finding = findingAt(placeIn(ci, 'needs'), {
    severity: 'info',
    certainty: 'undecided',
    message: '`manifest` starts early',
    causes: ['one', 'two', 'three', 'four'].map((name) => ({
      kind: 'include',
      because: `\`${name}\` lives elsewhere`,
      at: placeIn(ci, 'manifest'),
    })),
  });

  test('that is undecided says what it cannot rule out, and why', () => {
    const page = pageOf(reportOf([undecided]));
    expect(page).toContain('cannot rule out that <code>manifest</code> starts early');
    expect(page).toContain('<code>one</code> lives elsewhere <span class="place">.gitlab-ci.yml:1</span>');
    expect(page).toContain('<summary>1 more reason</summary>');
  });

  test('that a comment silences is listed, folded, with its reason', () => {
    const page = pageOf(
      reportOf([], { suppressed: [{ finding: findingAt(placeIn(ci, 'needs')), reason: 'a <pilot>' }] }),
    );
    expect(page).toContain('<summary>1 suppressed finding</summary>');
    expect(page).toContain('a &#60;pilot&#62;');
  });

  test('shows a long line around its place only', () => {
    expect(pageOf(reportOf([findingAt(placeIn(ci, 'xxx'))])).split('x'.repeat(300)).length).toBeLessThan(4);
  });

  test('of a rule links only to pages on the web', () => {
    const rule = { ...hostileReport().rules[0]!, id: 'merge-needs-incomplete', references: ['javascript:alert(1)'] };
    const page = pageOf(reportOf([undecided], { rules: [rule] }));
    expect(page).toContain('<li>javascript:alert(1)</li>');
  });
});

describe('several projects', () => {
  const reports = ['kaniko-matrix', 'defects'].map((name) => reportOn(`fixtures/projects/${name}`, `${name}/`));

  test('share a page with a table of contents', () => {
    const page = pageOf(...reports);
    expect(page).toContain('<a href="#project-2">defects</a>');
    expect(page).toContain('<section class="project" id="project-2"');
    expect(page).toContain('defects/.gitlab-ci.yml:28');
  });

  test('with the same finding keep their places apart', () => {
    const twice = ['api', 'web'].map((name): Report => reportOn('fixtures/projects/defects', `${name}/`));
    const ids = attributesOf(pageOf(...twice), 'id');
    // A rule is explained once.
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

test('a pipeline of very many jobs stays a page', () => {
  const jobs = Array.from(
    { length: 1500 },
    (_, index) => `test-${String(index)}: { stage: test, script: [go test ./...] }`,
  );
  const builds = Array.from({ length: 300 }, (_, index) => {
    const name = `build-${String(index)}-arm64`;
    return `${name}: { stage: build, image: docker:29.1.3-cli, script: [docker buildx build --push -t "$CI_REGISTRY_IMAGE:${name}" .] }`;
  });
  const page = pageOf(reportFor({ '.gitlab-ci.yml': ['stages: [build, test]', ...jobs, ...builds].join('\n') }));
  expect(page.match(/class="shape"/g)?.length).toBeLessThan(60);
  expect(page).toContain('test: 1500 jobs');
});

describe('the colours', () => {
  const luminance = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string): number => {
    const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const grounds = ['page', 'card', 'code'] as const;
  const pairs = [
    ...(['text', 'dim', 'link', 'error', 'warning', 'note', 'undecided', 'good'] as const).flatMap((ink) =>
      grounds.map((ground) => [ink, ground] as const),
    ),
    ...(['error', 'warning', 'note', 'undecided', 'good'] as const).map((ink) => [ink, `${ink}Soft`] as const),
    ...(['text', 'dim'] as const).flatMap((ink) => [[ink, 'otherSoft'] as const, [ink, 'errorSoft'] as const]),
    ['dim', 'lane'] as const,
    ['dim', 'mergeSoft'] as const,
    ...(['error', 'warning', 'note', 'undecided'] as const).map((mark) => ['text', `${mark}Soft`] as const),
  ];

  test.each(pairs)('%s can be read on %s, light and dark', (ink, ground) => {
    expect(contrast(theme[ink][0], theme[ground][0])).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme[ink][1], theme[ground][1])).toBeGreaterThanOrEqual(4.5);
  });
});

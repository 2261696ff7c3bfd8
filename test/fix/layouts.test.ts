import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { rules } from '../../rules/index.ts';
import { nodeWorkspace } from '../../src/host/node-workspace.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { applyEdits, type TextEdit } from '../../src/source/text-edit.ts';
import type { Workspace } from '../../src/source/workspace.ts';
import { type LayoutNode, readYamlLayout } from '../../src/syntax/yaml-layout.ts';
import { fixWorkspace } from '../fix-folder.ts';
import { policyFor } from '../lint-folder.ts';
import { restyled, type Style } from './restyled.ts';

/** The pipelines of which a rule's fixtures show what fixes make, one of each rule. */
const cases = rules.flatMap((rule) => {
  const folder = `fixtures/rules/${rule.id}`;
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const name = names.find((each) => each.endsWith('.fixed') && existsSync(join(folder, each, '.gitlab-ci.yml')));
  return name === undefined ? [] : [{ rule, folder: join(folder, name.slice(0, -'.fixed'.length)) }];
});

/** Comments at the end of lines that hold a key with a plain value, and above every top-level key. */
function commented(text: string): string {
  const file = new SourceFile('.gitlab-ci.yml', text);
  const edits = new Map<number, TextEdit>();
  const visit = (node: LayoutNode, depth: number): void => {
    if (node.kind === 'sequence') for (const item of node.items) visit(item, depth + 1);
    if (node.kind !== 'mapping' || node.isFlow) return;
    for (const { key, value } of node.pairs) {
      const { start } = key.span;
      if (depth === 0) edits.set(start, { start, end: start, text: `# 構建 ${String(edits.size)}\n` });
      const { end } = value.span;
      if (value.kind === 'scalar' && value.style === 'plain' && text[end] === '\n')
        edits.set(end, { start: end, end, text: ` # 原生 ${String(edits.size)}` });
      visit(value, depth + 1);
    }
  };
  for (const root of readYamlLayout(file)?.roots ?? []) visit(root, 0);
  return applyEdits(
    text,
    [...edits.values()].toSorted((a, b) => a.start - b.start),
  );
}

const layouts: Readonly<Record<string, (text: string) => string>> = {
  'with a byte order mark, Windows line breaks and an open last line': (text) =>
    `\uFEFF${text.trimEnd().replaceAll('\n', '\r\n')}`,
  'as a document with marks': (text) => `---\n${text}...\n`,
  'with comments': commented,
};

const withText = (below: Workspace, change: (text: string) => string): Workspace => ({
  paths: below.paths,
  read(path) {
    const content = below.read(path);
    const isPipeline = path === '.gitlab-ci.yml' && content.is === 'text';
    return isPipeline ? { is: 'text', text: change(content.text) } : content;
  },
});

describe.each(Object.entries(layouts))('fixes keep a pipeline %s', (_, change) => {
  test.each(cases.map(({ rule, folder }) => [folder, rule] as const))('%s', (folder, rule) => {
    const workspace = withText(nodeWorkspace(folder), change);
    const { files, texts, again, fixed } = fixWorkspace(workspace, {
      policy: policyFor(folder, [rule]),
      rules: [rule],
    });
    expect(again.files, 'fixing twice changes nothing more').toEqual([]);
    expect(fixed.length).toBeGreaterThan(0);
    for (const { path, before, after } of files.filter((file) => /\.ya?ml$/.test(file.path))) {
      const [old, now] = [before, after].map((text) => readYamlLayout(new SourceFile(path, text)));
      expect(now?.comments).toEqual(old?.comments);
    }
    const text = texts.get('.gitlab-ci.yml');
    const plain = readFileSync(join(`${folder}.fixed`, '.gitlab-ci.yml'), 'utf8');
    if (text !== undefined) expect(text).toBe(change(plain).includes('#') ? text : change(plain));
    if (text?.includes('\r\n') === true) expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

const styles: Readonly<Record<string, Style>> = {
  'indented by four blanks, with an anchor at every collection': { indent: 4, hasAnchors: true },
  'in block style throughout, with lists that are not indented': { collections: 'block', indentSeq: false },
  'in flow style below the jobs': { collections: 'flow' },
};

function valuesOf(text: string): readonly unknown[] {
  const values: unknown[] = [];
  for (const document of parseAllDocuments(text, { logLevel: 'silent' })) values.push(document.toJS());
  return values;
}

describe.each(Object.entries(styles))('fixes are right or refused in a pipeline %s', (_, style) => {
  test.each(cases.map(({ rule, folder }) => [folder, rule] as const))('%s', (folder, rule) => {
    const change = (text: string): string => restyled(text, style);
    const { files, texts, again, fixed, refused } = fixWorkspace(withText(nodeWorkspace(folder), change), {
      policy: policyFor(folder, [rule]),
      rules: [rule],
    });
    expect(fixed.length + refused.length).toBeGreaterThan(0);
    expect(again.files, 'fixing twice changes nothing more').toEqual([]);
    for (const { path, before, after } of files.filter((file) => /\.ya?ml$/.test(file.path))) {
      const [old, now] = [before, after].map((text) => readYamlLayout(new SourceFile(path, text)));
      expect(now?.comments).toEqual(old?.comments);
    }
    const text = texts.get('.gitlab-ci.yml');
    const plain = readFileSync(join(`${folder}.fixed`, '.gitlab-ci.yml'), 'utf8');
    if (text !== undefined && refused.length === 0) expect(valuesOf(text)).toEqual(valuesOf(change(plain)));
  });
});

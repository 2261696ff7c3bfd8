import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { lint } from '../../src/engine/lint.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { json } from '../../src/report/json.ts';
import { jsonReportSchema } from '../../src/report/json-schema.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

const isReport = new Ajv2020({ allowUnionTypes: true }).compile(jsonReportSchema);

/** The report of a pipeline with a violation, an undecided finding and a suppressed one. */
function documentOf(ci: string): Record<string, unknown[]> {
  const project = readProject(memoryWorkspace({ '.gitlab-ci.yml': ci }), defaultPolicy);
  const result = lint(project, rules, defaultPolicy, { today: '2026-11-21' });
  const report = { tool: { name: 'multiarch-lint', version: '1.2.3' }, root: 'shop/', project, rules, ...result };
  const document: unknown = JSON.parse(json([report], { color: false, width: 80, quiet: false }));
  expect(isReport(document), JSON.stringify(isReport.errors)).toBe(true);
  return document as Record<string, unknown[]>;
}

test('a report with findings of every kind is as its schema says', () => {
  const document = documentOf(`
include: { project: shop/templates, file: images.yml }
build:
  image: ghcr.io/osscontainertools/kaniko:v1.28.3-debug
  needs: [prepare]
  script:
    # multiarch-lint: ignore[kaniko-cache-ttl] the cache is cleared every night
    - /kaniko/executor --cache --destination $CI_REGISTRY_IMAGE:1
    - /kaniko/executor --cache --cache-ttl 7d --destination $CI_REGISTRY_IMAGE:2
`);
  expect([document.findings?.length, document.suppressed?.length].every((length) => (length ?? 0) > 0)).toBe(true);
});

test('no reports are a document, too', () => {
  expect(isReport(JSON.parse(json([], { color: false, width: 80, quiet: false })))).toBe(true);
});

test('the schema refuses a report without a place', () => {
  expect(isReport({ version: 1, tool: null, projects: [], findings: [{ rule: 'x' }], suppressed: [] })).toBe(false);
});

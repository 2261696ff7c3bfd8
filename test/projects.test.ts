import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lintFolder } from './lint-folder.ts';

const projects = readdirSync('fixtures/projects', { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? entry.name : [],
);

test.each(projects)('the whole repository `%s` reads as its report', async (name) => {
  await expect(lintFolder(`fixtures/projects/${name}`).text).toMatchFileSnapshot(`../fixtures/projects/${name}.txt`);
});

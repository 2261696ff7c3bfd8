import { httpGet } from '../../host/http-get.ts';
import { baseImages, type Project, type PublishedImage } from '../../model/index.ts';
import type { Policy } from '../../policy/policy.ts';
import { readProject } from '../../project/read-project.ts';
import { askRegistry, type Get } from '../../registry/ask-registry.ts';
import { type CheckedProject, type CheckInput, lintProject } from './check-project.ts';

/** So many registries are asked at a time. */
const together = 8;

/** Like `checkProject`, after registries were asked for which platforms the base images are published. */
export async function checkOnline(input: CheckInput, get: Get = httpGet): Promise<CheckedProject> {
  const project = readProject(input.workspace, input.policy);
  const published = await askAll(baseImages(project), get);
  return lintProject(
    { ...input, policy: askingFor('base-image-platforms', input.policy) },
    withAnswers(project, published),
  );
}

const withAnswers = (project: Project, published: Project['published']): Project => ({ ...project, published });

/** The policy with a rule turned on that has to be asked for, unless it says something else of it. */
const askingFor = (rule: string, policy: Policy): Policy => ({
  ...policy,
  rules: new Map([[rule, { options: {} }], ...policy.rules]),
});

async function askAll(images: readonly string[], get: Get): Promise<Project['published']> {
  const answers: [string, PublishedImage][] = [];
  const waiting = [...images];
  const ask = async (): Promise<void> => {
    for (let image = waiting.shift(); image !== undefined; image = waiting.shift())
      answers.push([image, await askRegistry(image, get)]);
  };
  await Promise.all(Array.from({ length: together }, ask));
  return new Map(answers);
}

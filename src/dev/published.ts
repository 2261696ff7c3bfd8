import { type Project, type PublishedImage, parsePlatform } from '../rule/index.ts';
import type { Workspace } from '../source/workspace.ts';

/** What registries answer about base images, from a fixture's `.published.json`: platforms by reference, or why there are none. */
export function publishedIn(workspace: Workspace): Project['published'] {
  const read = workspace.read('.published.json');
  const answers: unknown = read.is === 'text' ? JSON.parse(read.text) : {};
  const entries = new Map<string, unknown>(Object.entries(answers ?? {}));
  return new Map([...entries].map(([image, answer]) => [image, publishedAs(answer)]));
}

function publishedAs(answer: unknown): PublishedImage {
  if (!Array.isArray(answer)) return { is: 'unknown', because: String(answer) };
  const platforms = answer.map((one: unknown) => parsePlatform(String(one)));
  return { is: 'published', platforms: platforms.flatMap((one) => (one.is === 'platform' ? one.platform : [])) };
}

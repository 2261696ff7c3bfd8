import { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlEntry, YamlMapping, YamlString, YamlValue } from '../../syntax/yaml-value.ts';

/**
 * The root with `.pre` before and `.post` behind its stages, if it lists any.
 * Source: GitLab `lib/gitlab/ci/config/edge_stages_injector.rb` (19.3).
 */
export function injectEdgeStages(root: YamlMapping): YamlMapping {
  const entry = root.entries.get('stages');
  if (entry?.value.kind !== 'sequence' || entry.value.items.length === 0) return root;
  const { items, span } = entry.value;
  const between = items.filter((item) => !isEdge(item));
  const edges = [edgeAt('.pre', span), edgeAt('.post', span)] as const;
  const value: YamlValue = { kind: 'sequence', items: [edges[0], ...between, edges[1]], span };
  const entries = new Map<string, YamlEntry>(root.entries);
  return { ...root, entries: entries.set('stages', { ...entry, value }) };
}

const isEdge = (item: YamlValue): boolean =>
  item.kind === 'string' && (item.value === '.pre' || item.value === '.post');

const edgeAt = (value: string, span: Span): YamlString => ({
  kind: 'string',
  value,
  text: EmbeddedText.opaque(value, span),
  span,
  style: 'plain',
});

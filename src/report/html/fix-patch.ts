import { editsOfFix } from '../../fix/fix-edits.ts';
import { unifiedDiff } from '../../fix/unified-diff.ts';
import type { Fix } from '../../rule/fix.ts';
import { applyEdits } from '../../source/text-edit.ts';
import { html, type Markup, prose } from './markup.ts';

/** What a fix does, folded, and how it is asked for. */
export function fixPatch(fix: Fix | undefined, root: string): Markup {
  if (fix === undefined) return html``;
  const { title, safety, because } = fix;
  const how = safety === 'safe' ? html`<code>--fix</code>` : html`<code>--fix-unsafe</code>`;
  const why = because === undefined ? '' : html`, unsafe because ${prose(because)}`;
  return html`<details class="fix"><summary><b>Fix</b> ${prose(title)} <span class="dim">(${how}${why})</span></summary>${patchOf(fix, root)}</details>`;
}

function patchOf(fix: Fix, root: string): Markup {
  const result = editsOfFix(fix);
  if (result.is !== 'edits') return html`<p class="dim">It does not fit the file as it is written.</p>`;
  const patches = [...result.files].map(([{ path, text }, edits]) =>
    unifiedDiff({ path, before: text, after: applyEdits(text, edits), edits }, root),
  );
  const lines = patches
    .join('')
    .split('\n')
    .filter((line) => !/^(?:---|\+\+\+) /.test(line));
  return html`<pre class="patch" tabindex="0">${lines.map(patchLine)}</pre>`;
}

function patchLine(line: string): Markup {
  if (line.startsWith('+')) return html`<ins>${line}</ins>\n`;
  if (line.startsWith('-')) return html`<del>${line}</del>\n`;
  return html`<span>${line}</span>\n`;
}

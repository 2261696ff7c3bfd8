import { concise } from './concise.ts';
import { gitlab } from './gitlab.ts';
import { html } from './html/html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Reporter } from './report.ts';
import { sarif } from './sarif.ts';
import { terminal } from './terminal.ts';

/** The formats of reports, by the name that `--format` takes. */
export const reporters = { terminal, concise, json, sarif, gitlab, junit, markdown, html } as const satisfies Readonly<
  Record<string, Reporter>
>;

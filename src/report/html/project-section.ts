import { type Pipeline, type Project, seemsToMakeImages } from '../../rule/index.ts';
import { coverageOf, omissionsOf } from '../coverage.ts';
import { lineOf } from '../location.ts';
import { isOutline } from '../project-outline.ts';
import type { Report } from '../report.ts';
import { checkedSentence } from '../summary.ts';
import { counted } from '../wording.ts';
import { findingCard, suppressedList } from './finding-card.ts';
import { html, type Markup, prose, together } from './markup.ts';
import { type Outcome, worstFirst } from './outcome.ts';
import { legend } from './picture/legend.ts';
import { outcomesByJob } from './picture/outcomes-by-job.ts';
import { type Pictured, pictureOf } from './picture/picture.ts';
import { planSection } from './plan-section.ts';

/** A report with its findings numbered for the page. */
export interface ProjectPart {
  readonly report: Report;
  readonly outcomes: readonly Outcome[];
  /** The `id` of its section. */
  readonly anchor: string;
  /** How the page names it. */
  readonly name: string;
}

/** How a project stands on the page. */
export interface Placing {
  readonly isOnly: boolean;
  /** What stands in front of its findings. */
  readonly filter: Markup;
}

/** All of one project: the picture of its pipelines, what is built where, the findings and what was not seen. */
export function projectSection(part: ProjectPart, { isOnly, filter }: Placing): Markup {
  const { report, outcomes, anchor, name } = part;
  return html`<section class="project" id="${anchor}" aria-label="${name}">${!isOnly && html`<h2>${name}</h2>`}
<p>${sentence(checkedSentence('', coverageOf(report.project)))}</p>
${!isOutline(report.project) && html`${pictures(report.project, part)}${planSection(report.project)}`}
${filter}<div class="findings"><h3 id="${anchor}-findings">Findings</h3>${outcomes.length === 0 && html`<p class="dim">No problems were found.</p>`}<p class="away" hidden>No finding here passes the filter.</p>${worstFirst(outcomes).map((outcome) => findingCard(outcome, report.root))}</div>
${suppressedList(report.suppressed, report.root)}${leftOut(report)}${omissions(report)}
</section>`;
}

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;

function pictures(project: Project, { outcomes }: ProjectPart): Markup {
  const found = outcomesByJob(project, outcomes);
  const drawn = project.pipelines.filter(({ jobs }) => jobs.items.length > 0);
  if (drawn.length === 0) return html``;
  const telling = drawn.filter((pipeline) => isTelling(pipeline, project, found));
  const open = telling.length === 0 && drawn.length === 1 ? drawn : telling;
  const idle = drawn.filter((pipeline) => !open.includes(pipeline));
  const draw = (pipeline: Pipeline): Markup =>
    html`${drawn.length > 1 && heading(pipeline)}${pictureOf(pipeline, { project, found })}`;
  return html`<h3>Pipeline</h3>${open.map(draw)}${
    idle.length > 0 &&
    html`<details class="fold"><summary>Without images: ${counted(idle.length, 'pipeline')}</summary>${idle.map(draw)}</details>`
  }${legend}`;
}

/** Whether something is found about a job of a pipeline, or one makes images, or may. */
const isTelling = ({ jobs }: Pipeline, project: Project, found: Pictured['found']): boolean =>
  jobs.items.some((job) => found.has(job) || seemsToMakeImages(project, job).is !== 'no');

const heading = ({ root, startedBy, system }: Pipeline): Markup =>
  html`<h4><code>${root.path}</code>${
    startedBy !== undefined &&
    html` <span class="dim">${system === 'github' ? 'called' : 'started'} by <code>${startedBy.name}</code></span>`
  }</h4>`;

/** What a baseline knows, and what lies on lines that did not change. */
function leftOut({ baseline, since }: Report): Markup {
  const known = baseline?.known.length ?? 0;
  return html`${known > 0 && html`<p class="dim">${counted(known, 'finding')} more ${known === 1 ? 'is' : 'are'} known from the baseline and not shown.</p>`}${
    since !== undefined &&
    since.leftOut > 0 &&
    html`<p class="dim">${counted(since.leftOut, 'finding')} more ${since.leftOut === 1 ? 'lies' : 'lie'} on lines that did not change since <code>${since.revision}</code>.</p>`
  }`;
}

/** What was not analysed, folded. */
function omissions({ project, root }: Report): Markup {
  const places = new Map(omissionsOf(project).map((cause) => [`${lineOf(cause, root)} ${cause.because}`, cause]));
  if (places.size === 0) return html``;
  return html`<details class="fold"><summary>Not analysed: ${counted(places.size, 'place')}</summary><ul>${together(
    [...places.values()].map(
      (cause) => html`<li><span class="place">${lineOf(cause, root)}</span> ${prose(cause.because)}</li>`,
    ),
  )}</ul></details>`;
}

import type { Cost } from './interleaved.ts';
import type { GrowthMeasured } from './measure-growth.ts';

/** Under what the figures were taken. */
export interface Circumstances {
  readonly date: string;
  readonly node: string;
  readonly machine: string;
  /** The load of the machine in the minute before the measurement began. */
  readonly load: number;
  /** How many files the medium repository has. */
  readonly files: number;
}

/** The page with all tables. */
export const page = ({ date, node, machine, load, files }: Circumstances, tables: readonly string[]): string =>
  `# Benchmarks

Written by \`npm run bench -- --peers\` on ${date}, with Node ${node}, on ${machine}; the load was ${load.toFixed(1)} when it began. All figures are medians of runs that take turns; growth is measured in one process, by the faster three quarters of its rounds. Ratios are what counts: milliseconds depend on the machine and on what else it does, and processor time less so than the time that passes.

The small repository is one service with a \`.gitlab-ci.yml\` and a Dockerfile, the medium one has twelve services in ${String(files)} files. ARCHITECTURE.md, "How the command starts", says what is done for the start. V8's code is kept from a first run, which does not count.

${tables.join('\n')}`;

/** What whole processes cost, as ratios to a bare one. */
export function startTable(costs: Readonly<Record<string, Cost>>): string {
  const bare = costs['node -e 0'] ?? { wall: Number.NaN, processor: Number.NaN, memory: Number.NaN };
  const rows = Object.entries(costs).map(([name, { wall, processor, memory }]) => [
    name,
    `${wall.toFixed(0)} ms`,
    times(wall / bare.wall),
    `${processor.toFixed(0)} ms`,
    times(processor / bare.processor),
    `${memory.toFixed(0)} MB`,
    times(memory / bare.memory),
  ]);
  return section('Starting', ['process', 'time', 'ratio', 'processor', 'ratio', 'memory', 'ratio'], rows);
}

/** Pairs of a process that only reads and one that lints. */
export function bulkTable(costs: Readonly<Record<string, Cost>>): string {
  const entries = Object.entries(costs);
  const rows = entries.map(([name, { wall, processor, memory }], index) => {
    const reading = index % 2 === 0 ? undefined : entries[index - 1]?.[1];
    const cells = [name, `${wall.toFixed(0)} ms`, `${processor.toFixed(0)} ms`, `${memory.toFixed(0)} MB`];
    return [
      ...cells,
      reading === undefined ? '' : times(wall / reading.wall),
      reading === undefined ? '' : times(processor / reading.processor),
    ];
  });
  return section(
    'Many files',
    ['process', 'time', 'processor', 'memory', 'time to reading', 'processor to reading'],
    rows,
  );
}

/** How the time grows. */
export const growthTable = (growths: readonly GrowthMeasured[]): string =>
  section(
    'Growth',
    ['what grows', 'n', 't(n)', 't(4n) / t(2n)'],
    growths.map(({ shown, size, time, ratio }) => [shown, String(size), `${time.toFixed(0)} ms`, ratio.toFixed(1)]),
  );

const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `## ${title}\n\n${[head, head.map(() => '---'), ...rows].map(line).join('\n')}\n`;
}

/** A stream that the command writes to. */
export interface OutputStream {
  readonly isTTY?: boolean;
  /** Width of the terminal in characters. */
  readonly columns?: number | undefined;
  write(text: string, written: (error?: Error | null) => void): boolean;
}

/** What the command knows of the process that it runs in. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the folder that relative paths start from. */
  readonly workingFolder: string;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** The whole standard input; absent: there is none. */
  readonly readInput?: () => Promise<Buffer>;
  /** The day as an ISO date. */
  readonly today: string;
  /** Milliseconds since any moment; absent: those of the process. */
  readonly clock?: () => number;
}

/** Where to write. */
export type Stream = { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };

/** What a run touches outside itself, besides the world that the engine looks at. */
export type Io = {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Text of a file, or of standard input for `-`. */
  readText(path: string): Promise<string>;
  writeText(path: string, text: string): Promise<void>;
};

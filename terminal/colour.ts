/** Wraps a text in an escape sequence, or leaves it alone. */
export type Paint = Readonly<Record<'red' | 'yellow' | 'green' | 'bold' | 'dim', (text: string) => string>>;

/** What colours depend on. */
export type Surface = { readonly isTTY?: boolean };

const CODES = { red: [31, 39], yellow: [33, 39], green: [32, 39], bold: [1, 22], dim: [2, 22] } as const;

/** Paints where `on` says so. */
export function paint(on: boolean): Paint {
  const make =
    ([open, close]: readonly [number, number]) =>
    (text: string) =>
      on ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    red: make(CODES.red),
    yellow: make(CODES.yellow),
    green: make(CODES.green),
    bold: make(CODES.bold),
    dim: make(CODES.dim),
  };
}

/** Colours only where a person looks and nobody objects. https://no-color.org */
export function wantsColour(
  stream: Surface,
  env: Readonly<Record<string, string | undefined>>,
  wanted: boolean,
): boolean {
  return wanted && stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
}

/** Whether the locale can show more than ASCII. The first variable that is set decides, as POSIX has it. */
export function isUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  return /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || '');
}

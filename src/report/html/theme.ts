/** The colours of the page by their use, in light and in dark. Text on its background keeps a contrast of 4.5 to 1. */
export const theme = {
  page: ['#f6f7f9', '#0f1216'],
  card: ['#ffffff', '#171b21'],
  line: ['#d5dae1', '#2f3742'],
  text: ['#1b2129', '#e5e9ef'],
  dim: ['#55606e', '#9aa6b5'],
  link: ['#0b57c2', '#7fb4ff'],
  focus: ['#0b57c2', '#9cc6ff'],
  code: ['#f2f4f7', '#10141a'],
  error: ['#b3161b', '#ff8d86'],
  errorSoft: ['#fdecec', '#3a1a1c'],
  warning: ['#8a5300', '#f2b84b'],
  warningSoft: ['#fdf3df', '#35280f'],
  note: ['#0b5c8f', '#74c0f0'],
  noteSoft: ['#e6f3fb', '#10293a'],
  undecided: ['#6b3fa0', '#c7a5f5'],
  undecidedSoft: ['#f3ecfb', '#2a1d3d'],
  good: ['#1b6b3a', '#6fd193'],
  goodSoft: ['#e6f5ec', '#12301d'],
  build: ['#22609c', '#7db6ee'],
  buildSoft: ['#e9f2fb', '#14273a'],
  merge: ['#1d6f66', '#67cfc2'],
  mergeSoft: ['#e4f5f2', '#112f2b'],
  other: ['#6b7684', '#8a96a5'],
  otherSoft: ['#f3f5f7', '#1c2128'],
  lane: ['#eef1f5', '#12161b'],
  edge: ['#a9b3bf', '#4b5664'],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

/** The theme as style: by the system's wish, unless the reader chose. */
export const themeStyle = `
:root{color-scheme:light;${variables(0)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${variables(1)}}}
:root[data-theme=dark]{color-scheme:dark;${variables(1)}}
`;

function variables(shade: 0 | 1): string {
  return Object.entries(theme)
    .map(([name, shades]) => `--${name}:${shades[shade]}`)
    .join(';');
}

import type { ITheme } from '@xterm/xterm';

const dark: ITheme = {
  background: '#1b1d21',
  foreground: '#e0e0e0',
  cursor: '#e0e0e0',
  selectionBackground: '#4d5a70',
  black: '#292e34',
  red: '#f4665c',
  green: '#87bb62',
  yellow: '#e8b339',
  blue: '#73bcf7',
  magenta: '#b6a6e9',
  cyan: '#5bc8c8',
  white: '#d2d2d2',
  brightBlack: '#8a8d90',
  brightRed: '#ff8f86',
  brightGreen: '#a9d98a',
  brightYellow: '#f5d27a',
  brightBlue: '#9fd3ff',
  brightMagenta: '#d0c5f5',
  brightCyan: '#8fe3e3',
  brightWhite: '#ffffff',
};

const light: ITheme = {
  background: '#ffffff',
  foreground: '#1f1f1f',
  cursor: '#1f1f1f',
  selectionBackground: '#b9dafc',
  black: '#1f1f1f',
  red: '#b1380b',
  green: '#3d7317',
  yellow: '#73480b',
  blue: '#0053a3',
  magenta: '#5e40be',
  cyan: '#147878',
  white: '#707070',
  brightBlack: '#4d4d4d',
  brightRed: '#c9190b',
  brightGreen: '#2f6a0f',
  brightYellow: '#7d5a00',
  brightBlue: '#0066cc',
  brightMagenta: '#6753ac',
  brightCyan: '#0f6b6b',
  brightWhite: '#4d4d4d',
};

/** Colours that can be read on the page's own background. */
export const terminalTheme = (isDark: boolean): ITheme => (isDark ? dark : light);

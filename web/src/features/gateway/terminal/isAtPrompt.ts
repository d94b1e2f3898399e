/**
 * Whether a shell waits for a command, as far as the screen shows it: then closing it loses nothing. A program that fills the screen, or a line that does not look like a prompt, is
 * taken for something that runs.
 */
export function isAtPrompt(line: string, isFullScreen: boolean): boolean {
  return !isFullScreen && /[$#%>❯]\s*$/.test(line);
}

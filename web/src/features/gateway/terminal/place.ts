/** The container that a terminal is in. */
export interface TerminalPlace {
  cluster: string;
  namespace: string;
  pod: string;
  container: string;
}

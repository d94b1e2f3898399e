/** The container that a terminal is in. */
export interface TerminalPlace {
  cluster: string;
  namespace: string;
  pod: string;
  container: string;
  /** In a debug container beside it, which is made for this. */
  debug?: boolean;
  /** On a node, in the place of a pod and its container, which are empty then. */
  node?: string;
}

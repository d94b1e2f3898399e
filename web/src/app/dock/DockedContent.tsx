import { DockedTerminal } from '@/features/gateway/terminal/openTerminal';
import type { TerminalPlace } from '@/features/gateway/terminal/place';
import { DockedYaml } from '@/features/resources/object/yamlDock';
import type { ObjectAddress } from '@/shared/api/paths';

/** What a tab showed before the page was loaded again. */
export function DockedContent({ id, memory }: { id: string; memory: unknown }) {
  if (isTerminal(memory)) return <DockedTerminal id={id} place={memory.terminal} />;
  return <DockedYaml place={memory as ObjectAddress} />;
}

const isTerminal = (memory: unknown): memory is { terminal: TerminalPlace } =>
  typeof memory === 'object' && memory !== null && 'terminal' in memory;

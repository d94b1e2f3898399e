import { DockedLogs, type LogMemory } from '@/features/gateway/logs/openLogs';
import { DockedTerminal } from '@/features/gateway/terminal/openTerminal';
import type { TerminalPlace } from '@/features/gateway/terminal/place';
import { DockedYaml } from '@/features/resources/object/yamlDock';
import type { ObjectAddress } from '@/shared/api/paths';

/** What a tab showed before the page was loaded again. */
export function DockedContent({ id, memory }: { id: string; memory: unknown }) {
  if (isTerminal(memory)) return <DockedTerminal id={id} place={memory.terminal} />;
  if (isLogs(memory)) return <DockedLogs id={id} {...memory} />;
  return <DockedYaml place={memory as ObjectAddress} />;
}

const isLogs = (memory: unknown): memory is LogMemory =>
  typeof memory === 'object' && memory !== null && 'logs' in memory;

const isTerminal = (memory: unknown): memory is { terminal: TerminalPlace } =>
  typeof memory === 'object' && memory !== null && 'terminal' in memory;

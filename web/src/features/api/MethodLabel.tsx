import { Label, type LabelProps } from '@patternfly/react-core';

const colours: Record<string, LabelProps['color']> = {
  GET: 'blue',
  POST: 'green',
  PUT: 'orange',
  PATCH: 'yellow',
  DELETE: 'red',
};

export function MethodLabel({ method }: { method: string }) {
  return (
    <Label isCompact color={colours[method] ?? 'grey'}>
      {method}
    </Label>
  );
}

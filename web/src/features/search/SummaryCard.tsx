import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** A part of an overview. */
export function SummaryCard({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card isFullHeight isCompact>
      <CardTitle component="h2">{title}</CardTitle>
      <CardBody>{children}</CardBody>
    </Card>
  );
}

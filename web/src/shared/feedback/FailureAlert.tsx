import { Alert } from '@patternfly/react-core';
import { ErrorReference } from './ErrorReference';

/** What the server refused, in its words; nothing where nothing failed. */
export function FailureAlert({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <Alert isInline variant="danger" title={error.message} role="alert">
      <ErrorReference error={error} />
    </Alert>
  );
}

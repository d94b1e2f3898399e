import { Label, LabelGroup } from '@patternfly/react-core';

/** Labels or annotations. */
export function Pairs({ title, pairs = {} }: { title: string; pairs?: Record<string, string> }) {
  const entries = Object.entries(pairs);
  return (
    <div className="kp-pairs">
      <div className="kp-pairs__title">{title}</div>
      {entries.length === 0 ? (
        <span className="kp-muted">–</span>
      ) : (
        <LabelGroup numLabels={12} aria-label={title}>
          {entries.map(([key, value]) => (
            <Label key={key} isCompact variant="outline" textMaxWidth="28rem">
              {value === '' ? key : `${key}=${value}`}
            </Label>
          ))}
        </LabelGroup>
      )}
    </div>
  );
}

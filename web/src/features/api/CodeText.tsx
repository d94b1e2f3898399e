import { CodeBlock, CodeBlockCode } from '@patternfly/react-core';

/** A text in type-writer letters that can be scrolled by keyboard. */
export function CodeText({ label, text }: { label: string; text: string }) {
  return (
    <CodeBlock>
      <div className="kp-code-scroll" role="region" aria-label={label} tabIndex={0}>
        <CodeBlockCode>{text}</CodeBlockCode>
      </div>
    </CodeBlock>
  );
}

import { Alert, Button, CodeBlock, CodeBlockCode, Flex } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '@/shared/list/download';

/** Recovery codes as long as they are shown: to copy and to download. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  const text = codes.join('\n');
  return (
    <>
      <Alert isInline variant="warning" className="kp-title" title={t('signIn.recoveryCodes')} />
      <CodeBlock className="kp-title">
        <CodeBlockCode data-testid="recovery-codes">{text}</CodeBlockCode>
      </CodeBlock>
      <Flex className="kp-title">
        <Button
          variant="secondary"
          onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
        >
          {t(isCopied ? 'signIn.copied' : 'account.factor.copyCodes')}
        </Button>
        <Button variant="secondary" onClick={() => download('kpanda-recovery-codes.txt', 'text/plain', `${text}\n`)}>
          {t('account.factor.downloadCodes')}
        </Button>
      </Flex>
    </>
  );
}

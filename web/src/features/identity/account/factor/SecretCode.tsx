import { ClipboardCopy, Content } from '@patternfly/react-core';
import { QRCodeSVG } from 'qrcode.react';
import { useTranslation } from 'react-i18next';
import type { NewSecondFactor } from '../../session';

const pixels = 176;

/** A secret for an authenticator app: as a QR code, drawn here so that it goes nowhere, and as a key to type. */
export function SecretCode({ factor }: { factor: NewSecondFactor }) {
  const { t } = useTranslation();
  return (
    <>
      <Content component="p">{t('account.factor.scan')}</Content>
      {/* Cameras want dark on light, with a rim, whatever the theme is. */}
      <QRCodeSVG
        value={factor.uri}
        size={pixels}
        marginSize={4}
        bgColor="#ffffff"
        fgColor="#000000"
        title={t('account.factor.qr')}
        className="kp-title"
      />
      <Content component="p">{t('account.factor.type')}</Content>
      <ClipboardCopy
        isReadOnly
        hoverTip={t('signIn.copy')}
        clickTip={t('signIn.copied')}
        textAriaLabel={t('account.factor.key')}
        className="kp-title"
      >
        {factor.secret}
      </ClipboardCopy>
    </>
  );
}

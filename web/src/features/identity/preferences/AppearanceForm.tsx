import { Form } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Choice } from '@/shared/forms/Choice';
import { languages, type Language } from '@/shared/i18n/languages';
import { useChooseLanguage } from '@/shared/i18n/useChooseLanguage';
import { usePreference, writePreference } from '@/shared/storage/preference';
import { densities, useDensity } from '@/shared/theme/density';
import { chooseTheme, useThemeChoice, type ThemeChoice } from '@/shared/theme/theme';
import { timeFormats, useTimeFormat } from '@/shared/time/timeFormat';

const themes: readonly ThemeChoice[] = ['system', 'light', 'dark'];

/** Takes effect at once: there is nothing to save. */
export function AppearanceForm() {
  const { t, i18n } = useTranslation();
  const chooseLanguage = useChooseLanguage();
  const theme = useThemeChoice();
  const density = useDensity();
  const time = useTimeFormat();
  const pageSize = usePreference('pageSize') ?? '50';
  return (
    <Form onSubmit={(event) => event.preventDefault()}>
      <Choice
        id="preference-language"
        title={t('shell.language')}
        value={i18n.language}
        options={languages.map(({ code, name }) => [code, name])}
        onChange={(next) => void chooseLanguage(next as Language)}
      />
      <Choice
        id="preference-theme"
        title={t('shell.theme')}
        value={theme}
        options={themes.map((value) => [value, t(`shell.themes.${value}`)])}
        onChange={(next) => chooseTheme(next as ThemeChoice)}
      />
      <Choice
        id="preference-density"
        title={t('preferences.density')}
        value={density}
        options={densities.map((value) => [value, t(`preferences.densities.${value}`)])}
        onChange={(next) => writePreference('density', next)}
      />
      <Choice
        id="preference-time"
        title={t('preferences.time')}
        value={time}
        options={timeFormats.map((value) => [value, t(`preferences.times.${value}`)])}
        onChange={(next) => writePreference('time', next)}
      />
      <Choice
        id="preference-page-size"
        title={t('paging.itemsPerPage')}
        value={pageSize}
        options={['20', '50', '100'].map((value) => [value, value])}
        onChange={(next) => writePreference('pageSize', next)}
      />
    </Form>
  );
}

import {
  Masthead,
  MastheadBrand,
  MastheadContent,
  MastheadLogo,
  MastheadMain,
  MastheadToggle,
  PageToggleButton,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
import { memo, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PersonMenu } from '@/features/identity/PersonMenu';
import type { Session } from '@/features/identity/session';
import { BrandMark } from '@/shared/brand/BrandMark';
import { LanguageSwitch } from '@/shared/i18n/LanguageSwitch';
import { ThemeSwitch } from '@/shared/theme/ThemeSwitch';
import { HelpMenu } from './HelpMenu';
import { AwayMenu } from './operations/AwayMenu';
import { OperationsButton } from './operations/OperationsButton';
import { PaletteButton } from './palette/PaletteButton';

const HomeLink = (props: ComponentProps<'a'>) => <Link {...props} to="/" />;

interface Props {
  session: Session;
  onSearch(): void;
  /** Shows which keys do what. */
  onHelp(): void;
  isDrawerOpen: boolean;
  onDrawer(): void;
}

export const ShellMasthead = memo(function ShellMasthead(props: Props) {
  const { session, onSearch, onHelp, isDrawerOpen, onDrawer } = props;
  const { t } = useTranslation();
  return (
    <Masthead display={{ default: 'inline' }}>
      <MastheadMain>
        <MastheadToggle>
          <PageToggleButton isHamburgerButton aria-label={t('shell.navigation')} />
        </MastheadToggle>
        <MastheadBrand>
          <MastheadLogo component={HomeLink} aria-label={t('shell.home')}>
            <BrandMark />
          </MastheadLogo>
        </MastheadBrand>
      </MastheadMain>
      <MastheadContent>
        <Toolbar isStatic>
          <ToolbarContent>
            <ToolbarGroup align={{ default: 'alignEnd' }} gap={{ default: 'gapNone' }}>
              <ToolbarItem>
                <AwayMenu />
              </ToolbarItem>
              <ToolbarItem>
                <PaletteButton onOpen={onSearch} />
              </ToolbarItem>
              <ToolbarItem>
                <OperationsButton isOpen={isDrawerOpen} onToggle={onDrawer} />
              </ToolbarItem>
              <ToolbarItem>
                <HelpMenu onKeys={onHelp} />
              </ToolbarItem>
              <ToolbarItem>
                <LanguageSwitch />
              </ToolbarItem>
              <ToolbarItem>
                <ThemeSwitch />
              </ToolbarItem>
              <ToolbarItem>
                <PersonMenu session={session} onHelp={onHelp} />
              </ToolbarItem>
            </ToolbarGroup>
          </ToolbarContent>
        </Toolbar>
      </MastheadContent>
    </Masthead>
  );
});

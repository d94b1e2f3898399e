import { use, type ComponentProps, type MouseEvent } from 'react';
import { NavigateContext } from './NavigateContext';

interface Props extends ComponentProps<'a'> {
  /** The whole address within the console. */
  to: string;
}

/** A link to a page, as the router's own one is, but drawn again only when it leads elsewhere: lists have hundreds of them. */
export function PageLink({ to, ...rest }: Props) {
  const navigate = use(NavigateContext);
  const go = (event: MouseEvent) => {
    const { button, metaKey, ctrlKey, shiftKey, altKey } = event;
    if (button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return;
    event.preventDefault();
    const { pathname, search } = window.location;
    void navigate(to, { replace: to === pathname + search });
  };
  return <a {...rest} href={to} onClick={go} />;
}

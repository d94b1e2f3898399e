import { Title } from '@patternfly/react-core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { createQueryClient } from '@/shared/api/queryClient';
import { galleryParts } from './parts';

/**
 * Every shared part in each of its states, in both themes side by side: `npm run dev`, then /gallery.html. Not part of the built console; its titles are for
 * developers and not translated.
 */
export function Gallery() {
  const [router] = useState(() => createMemoryRouter([{ path: '*', element: <Themes /> }]));
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}

function Themes() {
  return (
    <div className="kp-gallery">
      {(['light', 'dark'] as const).map((theme) => (
        <main
          key={theme}
          aria-label={theme}
          className={theme === 'dark' ? 'kp-gallery__theme pf-v6-theme-dark' : 'kp-gallery__theme'}
        >
          <Title headingLevel="h1">{theme}</Title>
          {galleryParts.map(({ title, part }) => (
            <section key={title} aria-label={`${title}, ${theme}`}>
              <Title headingLevel="h2" size="md" className="kp-space-top">
                {title}
              </Title>
              {part}
            </section>
          ))}
        </main>
      ))}
    </div>
  );
}

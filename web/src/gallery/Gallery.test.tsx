import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Gallery } from './Gallery';
import { galleryParts } from './parts';

describe('the gallery', () => {
  it('shows every part in both themes', async () => {
    render(<Gallery />);
    for (const { title } of galleryParts) {
      for (const theme of ['light', 'dark'])
        expect(await screen.findByRole('region', { name: `${title}, ${theme}` })).not.toBeEmptyDOMElement();
    }
  });
});

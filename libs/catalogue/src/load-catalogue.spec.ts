import { loadCatalogue } from '@app/catalogue';

describe('the catalogue that comes with the code', () => {
  it('loads, and is read once', () => {
    const catalogue = loadCatalogue();
    expect(catalogue.version).toBe('2026.1');
    expect(loadCatalogue()).toBe(catalogue);
  });
});

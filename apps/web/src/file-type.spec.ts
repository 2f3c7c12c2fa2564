import { IMPORTABLE, mediaTypeOf } from './file-type.js';

describe('A file that a curator chooses', () => {
  it('is known by how its name ends', () => {
    expect(mediaTypeOf('Наставники 10.А.CSV')).toBe('text/csv');
    expect(mediaTypeOf('база.xlsx')).toMatch(/spreadsheetml/);
  });

  it('is refused at once where nothing can be read from it', () => {
    expect(['база.xls', 'база', 'constructor', 'x.constructor'].map(mediaTypeOf)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(IMPORTABLE).toBe('.csv,.json,.ndjson,.xlsx,.zip');
  });
});

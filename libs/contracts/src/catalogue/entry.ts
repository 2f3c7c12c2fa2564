/** Text that people read. Russian is always there. */
export interface Text {
  ru: string;
  en?: string;
}

/** What every entry of the catalogue carries. A published version never changes. */
export interface CatalogueEntry {
  code: string;
  version: string;
  title: Text;
  /** Document and paragraph that the entry comes from: `S2`, `S1 §6.1`, a paper, a manual. */
  source: string;
  /** Other Russian words for it, as people write them in tables. */
  aliases?: string[];
}

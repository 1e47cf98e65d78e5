/** What ended longer ago is no tablet's business: personal data is purged there after 72 h (architecture.md, Tablets). */
export const TABLET_MEMORY_MS = 72 * 3_600_000;

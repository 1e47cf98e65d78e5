/** The languages of every screen, Vietnamese first. Apart from the schemas, so that a page's head needs no parser. */
export const LOCALES = ['vi', 'en', 'zh'] as const;

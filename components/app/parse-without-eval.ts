/**
 * Runs inline in <head>, before any module. zod makes faster parsers with `new Function` where it may, and finds out by
 * trying: under our policy that try is reported as a violation on every page. This tells it not to try.
 */
export const PARSE_WITHOUT_EVAL = 'globalThis.__zod_globalConfig={jitless:true}';

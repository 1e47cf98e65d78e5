/** What one firm may bring in at once. More than any firm on record files in a month; less than would fill a disk. */
export const MOST_ROWS = 100_000;
/** Rows and bytes of one request: what the API reads at most is 128 KB, and a slow phone's uplink takes a second for it. */
export const ROWS_PER_PART = 200;
export const BYTES_PER_PART = 96 * 1024;
/** Imports of a firm that are kept, those taken away included; these and then the oldest finished ones make room. */
export const MOST_IMPORTS = 50;
/** Headers of which it is remembered what a firm said: five of the widest sheets. */
export const MOST_COLUMNS = 1_000;
/** Rows of one view or of one download of faulty rows. */
export const MOST_SHOWN = 50;
export const MOST_FAULTY_IN_FILE = 20_000;
/** Declarations in an export: the newest. */
export const MOST_EXPORTED = 20_000;
/** An import nobody looks at any more goes, and the typed rows with it. */
export const FORGET_AFTER_MS = 60 * 86_400_000;

import 'fake-indexeddb/auto';
import { dexieStore } from '../../store/dexie-store';

/** A tablet's store on an IndexedDB, in Node. */
export const indexedStore = dexieStore;

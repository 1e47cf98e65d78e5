import 'fake-indexeddb/auto';
import { storeContract } from '../testing/store-contract';
import { dexieStore } from './dexie-store';
import { memoryStore } from './memory-store';

storeContract('memory', () => memoryStore(), false);
storeContract('dexie', (name) => dexieStore(name), true);

import type { Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import type { Contact } from '@/domain/access/contact';

/** One change of a firm's people at a time: of two owners who remove each other at once one stays. */
export const lockFirm = (tx: Transaction, firmId: string) => holdLock(tx, `firm ${firmId}`);

/** One account at a time for a contact. */
export const lockContact = (tx: Transaction, { value }: Contact) => holdLock(tx, `contact ${value}`);

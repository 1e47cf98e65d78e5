import { v7 as uuidv7 } from 'uuid';
import { type Database, openDatabase } from '@/db/client';
import { firm } from '@/db/schema/account';
import type { Actor } from '@/domain/access/can';
import { SUBMISSION_FIELDS, type Submission, type SubmissionField } from '@/domain/declaration/submission';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { appRouter } from '../api/router';
import { createCallerFactory } from '../api/trpc';
import { createAccount } from '../auth/create-account';
import { openSignInDatabase } from '../auth/sign-in-database';
import { type Board, createBoard } from '../board/board';
import { readGateSnapshot } from '../board/read-gate-snapshot';
import type { Message } from '../connectors/messages/message-port';
import { webPushPort } from '../connectors/push/web-push';
import { openVapidKey } from '../keys/vapid-key';
import { type GateWatcher, startGateWatcher } from '../stream/gate-watcher';
import { listenForHints } from '../stream/listen-for-hints';
import { readPositions } from '../stream/positions';
import { FakeTablet } from './fake-tablet';
import { type GateHouse, gateHouse, HN } from './gate-house';

export type Person = Extract<Actor, { kind: 'person' }>;
export const TT: GateId = gateIdSchema.parse('TT');

/** Good in every field; a test says what is different. */
export const submission = (over: Partial<Submission> = {}): Submission => ({
  ...(Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Record<SubmissionField, string>),
  direction: 'xuất',
  gate: 'Hữu Nghị',
  plate: '90H-446.05',
  trailer: '35R-744.72',
  driverName: 'Đỗ Hữu Cường',
  driverIdNumber: '027300723494',
  driverPhone: '0703149027',
  firmName: 'Công ty CP Logistics Kỳ Lừa 38',
  taxCode: '0101338998',
  customsDeclaration: '308207518100',
  regime: 'B11',
  hsCode: '0804.50',
  goodsName: 'Xoài tươi',
  weight: '19698',
  weightUnit: 'kg',
  ...over,
});
/** What must never be in an answer about gates. */
export const PEOPLE = ['Đỗ Hữu Cường', 'Hữu Cường', '027300723494', '703149027'] as const;

let plateNumber = 10_000;
/** A plate that no other test has. */
export const freshPlate = (): string => {
  plateNumber += 1;
  const digits = String(plateNumber);
  return `12H-${digits.slice(0, 3)}.${digits.slice(3)}`;
};

const createCaller = createCallerFactory(appRouter);
export type Caller = ReturnType<typeof createCaller>;

export type ApiHouse = GateHouse & {
  readonly accounts: Database;
  readonly people: Readonly<
    Record<
      | 'owner'
      | 'declarant'
      | 'dispatcher'
      | 'viewer'
      | 'otherOwner'
      | 'otherDeclarant'
      | 'officer'
      | 'supervisor'
      | 'otherSupervisor'
      | 'manager'
      | 'gateManager',
      Person
    >
  >;
  /** `sessionId`: of somebody who has come in by the doors. */
  readonly context: (actor: Actor, sessionId?: string | null) => Context;
  readonly call: (actor: Actor, sessionId?: string | null) => Caller;
  readonly watcher: () => Promise<GateWatcher>;
  readonly board: Board;
  readonly reads: () => number;
  /** Messages that would have gone out, oldest first. */
  readonly told: readonly Message[];
  readonly tabletAt: (gateId: GateId, agency: FakeTablet['agency']) => Promise<FakeTablet>;
};

/** A centre with firms, people and a board. */
export async function apiHouse(): Promise<ApiHouse> {
  const house = await gateHouse();
  const { database, clock } = house;
  const accounts = openSignInDatabase(database.appUrl, 2);
  const board = openDatabase(database.appUrl, { max: 4 });
  const [own, other] = [uuidv7(), uuidv7()];
  await accounts.db.insert(firm).values([
    { id: own, name: 'Công ty Kỳ Lừa', taxCode: '0101338998', createdAt: new Date(clock.at) },
    { id: other, name: 'Công ty Hữu Nghị', taxCode: null, createdAt: new Date(clock.at) },
  ]);
  const make = async (over: Partial<Person> & Pick<Person, 'role'>): Promise<Person> => {
    const fields = { gateId: null, agency: null, firmId: null, ...over };
    const email = `${over.role}.${uuidv7()}@gate.example`;
    const id = await createAccount(
      accounts.db,
      { name: `A ${over.role}`, email, password: 'correct horse battery', ...fields },
      clock.at,
    );
    return { kind: 'person', id, ...fields };
  };
  const people = {
    owner: await make({ role: 'owner', firmId: own }),
    declarant: await make({ role: 'declarant', firmId: own }),
    dispatcher: await make({ role: 'dispatcher', firmId: own }),
    viewer: await make({ role: 'viewer', firmId: own }),
    otherOwner: await make({ role: 'owner', firmId: other }),
    otherDeclarant: await make({ role: 'declarant', firmId: other }),
    officer: await make({ role: 'officer', gateId: HN, agency: 'border-guard' }),
    supervisor: await make({ role: 'supervisor', gateId: HN }),
    otherSupervisor: await make({ role: 'supervisor', gateId: TT }),
    manager: await make({ role: 'manager' }),
    gateManager: await make({ role: 'manager', gateId: HN }),
  };
  let watching: Promise<GateWatcher> | null = null;
  const watcher = () => {
    watching ??= startGateWatcher({
      readPositions: () => readPositions(board.db),
      listen: (onHint) => listenForHints(database.appUrl, onHint),
      beatMs: 60_000,
      restMs: 5,
      now: () => clock.at,
      onError: (error) => {
        throw error;
      },
    });
    return watching;
  };
  let reads = 0;
  const shared = createBoard({
    watcher,
    read: (gateId) => {
      reads += 1;
      return readGateSnapshot({ db: board.db, clock: { now: () => clock.at } }, gateId);
    },
    now: () => clock.at,
  });
  const told: Message[] = [];
  const push = webPushPort({
    key: await openVapidKey(house.dataDir),
    contact: 'mailto:gate@gate.example',
    timeoutMs: 500,
    others: [],
  });
  const context = (actor: Actor, sessionId: string | null = null): Context => ({
    actor,
    sessionId,
    db: database.app,
    accounts: accounts.db,
    clock: { now: () => clock.at },
    board: shared,
    keys: async () => house.ring,
    neighbour: house.neighbour,
    // Each asks from elsewhere, so that the throttle of strangers hits only who means to meet it.
    address: uuidv7(),
    tell: (message) => {
      told.push(message);
    },
    push: async () => push,
  });
  return {
    ...house,
    accounts: accounts.db,
    people,
    context,
    call: (actor, sessionId) => createCaller(context(actor, sessionId)),
    watcher,
    board: shared,
    reads: () => reads,
    told,
    tabletAt: (gateId, agency) => new FakeTablet(gateId, agency, clock.at).enrol(database.app),
    close: async () => {
      await (await watching)?.stop();
      await Promise.all([accounts.close(), board.close()]);
      await house.close();
    },
  };
}

export const ANONYMOUS: Actor = { kind: 'anonymous' };

import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import { AGENCIES, FIRM_ROLES, ROLES } from '../shared/vocabulary';
import { deviceNo } from '../testing/build-events';
import { ACTIONS, type Action } from './actions';
import { type Actor, can, NO_SUBJECT, type Subject } from './can';

const [HN, TT] = [gateIdSchema.parse('HN'), gateIdSchema.parse('TT')];
const person = (over: Partial<Extract<Actor, { kind: 'person' }>>): Actor => ({
  kind: 'person',
  id: 'person-1',
  role: 'officer',
  gateId: HN,
  agency: null,
  firmId: null,
  ...over,
});

const ACTORS: Readonly<Record<string, Actor>> = {
  anonymous: { kind: 'anonymous' },
  owner: person({ role: 'owner', gateId: null, firmId: 'firm-1' }),
  declarant: person({ role: 'declarant', gateId: null, firmId: 'firm-1' }),
  dispatcher: person({ role: 'dispatcher', gateId: null, firmId: 'firm-1' }),
  viewer: person({ role: 'viewer', gateId: null, firmId: 'firm-1' }),
  officer: person({ role: 'officer', agency: 'border-guard' }),
  supervisor: person({ role: 'supervisor' }),
  'gate manager': person({ role: 'manager' }),
  'provincial manager': person({ role: 'manager', gateId: null }),
  tablet: { kind: 'device', id: deviceNo(1), gateId: HN, agency: 'border-guard' },
  'firm key': { kind: 'program', id: 'key-1', firmId: 'firm-1' },
  // Accounts that were filled in badly: a role without what belongs to it may nothing.
  'owner without firm': person({ role: 'owner', gateId: null }),
  'declarant without firm': person({ role: 'declarant', gateId: null }),
  'officer without agency': person({ role: 'officer' }),
  'supervisor without gate': person({ role: 'supervisor', gateId: null }),
};

const own: Subject = { gateId: HN, firmId: 'firm-1', agency: 'border-guard', device: deviceNo(1) };
const SUBJECTS: Readonly<Record<string, Subject>> = {
  own,
  'other firm': { ...own, firmId: 'firm-2' },
  'other gate': { ...own, gateId: TT },
  'other agency': { ...own, agency: 'customs' },
  'other tablet': { ...own, device: deviceNo(2) },
  nothing: NO_SUBJECT,
};

/** `–` never, `always` even without a subject, else what must be the actor's own; `any` when nothing must. */
function cell(action: Action, actor: Actor): string {
  const no = Object.keys(SUBJECTS).filter((name) => !can(actor, action, SUBJECTS[name] ?? NO_SUBJECT));
  if (no.includes('own')) return '–';
  if (no.length === 0) return 'always';
  const must = no.filter((name) => name.startsWith('other ')).map((name) => name.replace('other', 'own'));
  return must.length === 0 ? 'any' : must.join(', ');
}

/** Columns padded as the formatter pads them, so that the file stays what is written here. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[], fill: string) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width, fill)).join(' | ')} |`;
  const [first, ...rest] = rows.map((cells) => line(cells, ' '));
  return [first ?? '', line([], '-'), ...rest];
}

const matrix = (): string =>
  [
    '# Who may do what (AC)',
    '',
    'Written by `can.test.ts` from the rule itself; a difference fails the test: read it when it changes.',
    '`–` never · `always` · `any` of its kind · else what must be the own of who asks.',
    '',
    ...table([
      ['action', ...Object.keys(ACTORS)],
      ...ACTIONS.map((action) => [action, ...Object.values(ACTORS).map((actor) => cell(action, actor))]),
    ]),
    '',
  ].join('\n');

/** What only a manager of the gate decides. */
const OF_MANAGERS: readonly Action[] = [
  'continuity.declare',
  'continuity.end',
  'process.saveDraft',
  'process.discardDraft',
  'process.publish',
  'flowPlan.save',
  'flowPlan.undo',
  'people.add',
  'people.move',
  'people.correct',
  'people.disable',
  'people.enable',
  'people.renewPassword',
];

/** Every (actor, subject) pair for which an action is allowed, by name. */
const allowed = (action: Action): readonly string[] =>
  Object.entries(ACTORS).flatMap(([name, actor]) =>
    Object.entries(SUBJECTS)
      .filter(([, subject]) => can(actor, action, subject))
      .map(([subject]) => `${name}/${subject}`),
  );

/** What firms do; a firm has no gate. */
const OF_FIRMS =
  /^(declaration\.|firm\.|firmKey\.|fleet\.(list|save|retire|erase)|redirect\.|intake\.|slot\.|telling\.|thread\.(read|ask)$|report\.own|fee\.(standing|bill)$|substitution\.(open|ask|withdraw)$)/;

describe('AC access', () => {
  test('AC-1 every role × action × subject answers as the table says', async () => {
    await expect(matrix()).toMatchFileSnapshot('./matrix.md');
  });

  test('AC-2 what is not allowed is forbidden: a stranger sees the public and nothing else', () => {
    const open = ACTIONS.filter((action) => can({ kind: 'anonymous' }, action, own));
    expect(open).toEqual([
      'account.me',
      'account.ways',
      'firm.register',
      'firm.confirm',
      'firm.invitation',
      'firm.join',
      'slot.record',
      'slot.draw',
      'pass.status',
      'pass.heard',
      'pass.acknowledge',
      'pass.paper',
      'pass.kioskCode',
      'pass.atKiosk',
      'pass.sharePosition',
      'pass.stopSharing',
      'board.gate',
      'board.province',
      'gates.current',
      'neighbour.current',
      'telling.pushKey',
      'telling.subscribePass',
      'telling.unsubscribePass',
      'telling.moveSubscription',
      'telling.seen',
      'status.read',
    ]);
    for (const name of ['__proto__', 'constructor', 'toString', 'control.unknown'])
      expect(can(person({ role: 'manager', gateId: null }), name as Action, own)).toBe(false);
  });

  test('AC-3 nobody of one gate acts at another, no firm on another firm', () => {
    for (const action of ACTIONS.filter((name) => !can({ kind: 'anonymous' }, name, own))) {
      const elsewhere = allowed(action).filter((pair) => pair.endsWith('/other gate'));
      // Firms are of no gate.
      const ofFirms = elsewhere.filter((pair) => FIRM_ROLES.some((role) => pair === `${role}/other gate`));
      if (!OF_FIRMS.test(action)) expect(ofFirms).toEqual([]);
      const ofProvince = elsewhere.filter((pair) => pair.startsWith('provincial manager'));
      const ofPrograms = action.startsWith('api.') ? ['firm key/other gate'] : [];
      expect(elsewhere).toEqual([...ofFirms, ...ofPrograms, ...ofProvince]);
      for (const role of [...FIRM_ROLES, 'firm key'])
        expect(allowed(action).filter((pair) => pair.startsWith(`${role}/other firm`))).toEqual([]);
    }
  });

  test('AC-3 an account without what its role needs may do what a stranger may', () => {
    for (const action of ACTIONS)
      for (const name of [
        'owner without firm',
        'declarant without firm',
        'officer without agency',
        'supervisor without gate',
      ])
        for (const subject of Object.values(SUBJECTS)) {
          const actor = ACTORS[name];
          if (actor === undefined) throw new Error(name);
          expect(can(actor, action, subject)).toBe(can({ kind: 'anonymous' }, action, subject));
        }
  });

  test('AC-4 only the tablet itself speaks in the exchange; an officer enrols for the own agency', () => {
    expect(allowed('sync.push')).toEqual(['tablet/own', 'tablet/other firm', 'tablet/other agency']);
    expect(allowed('sync.pull')).toEqual(allowed('sync.push'));
    expect(allowed('sync.photo')).toEqual(allowed('sync.push'));
    expect(allowed('sync.enrol').filter((pair) => pair.startsWith('officer'))).toEqual([
      'officer/own',
      'officer/other firm',
      'officer/other tablet',
    ]);
  });

  test('AC-6 only a manager takes a gate to paper and back, or writes its process, its plan and its people; supervisors type the sheets in, and look', () => {
    for (const action of ACTIONS.filter((name) => /^(continuity|process|flowPlan|people)\./.test(name)))
      for (const role of ROLES) {
        const actor = person({ role, agency: 'border-guard', gateId: HN, firmId: 'firm-1' });
        const ofManager = OF_MANAGERS.includes(action);
        expect(can(actor, action, own)).toBe(role === 'manager' || (role === 'supervisor' && !ofManager));
      }
  });

  test('AC-7 reports are for supervisors and managers of the gate; the province for a manager without one', () => {
    for (const action of ACTIONS.filter(
      (name) => name.startsWith('report.') && !name.startsWith('report.own'),
    )) {
      expect(allowed(action).filter((pair) => pair.endsWith('/nothing'))).toEqual([
        'provincial manager/nothing',
      ]);
      for (const role of ROLES) {
        const actor = person({ role, agency: 'border-guard', gateId: HN, firmId: 'firm-1' });
        expect(can(actor, action, own)).toBe(role === 'manager' || role === 'supervisor');
      }
    }
  });

  test('FV-5 a vehicle is verified by the border guard, the gate’s management and who leads the gate, by no other agency and no firm', () => {
    const may = AGENCIES.filter((agency) =>
      can(person({ role: 'officer', agency, gateId: HN }), 'fleet.verify', own),
    );
    expect(may).toEqual(['border-guard', 'gate-centre']);
    for (const role of FIRM_ROLES)
      expect(can(person({ role, firmId: 'firm-1' }), 'fleet.verify', own)).toBe(false);
    for (const action of ['substitution.decide', 'substitution.waiting'] as const)
      expect(can(person({ role: 'officer', agency: 'border-guard', gateId: HN }), action, own)).toBe(false);
  });

  test('AC-8 what is said on the boards, and from shift to shift, is for supervisors and managers of the gate', () => {
    for (const action of ACTIONS.filter((name) => /^(announcement|handover)\./.test(name)))
      for (const role of ROLES) {
        const actor = person({ role, agency: 'border-guard', gateId: HN, firmId: 'firm-1' });
        expect(can(actor, action, own)).toBe(role === 'manager' || role === 'supervisor');
      }
  });

  test('FM-2 an owner may all of the firm, a declarant declare, a dispatcher look after what is on its way, a viewer look', () => {
    const mayBy = (role: string) =>
      ACTIONS.filter(
        (name) => /^(declaration|firm)\./.test(name) && !can({ kind: 'anonymous' }, name, own),
      ).filter((name) => allowed(name).includes(`${role}/own`));
    expect(mayBy('viewer')).toEqual([
      'firm.members',
      'declaration.mine',
      'declaration.questions',
      'declaration.drafts',
      'declaration.fields',
    ]);
    const more = (role: string, than: string) => mayBy(role).filter((name) => !mayBy(than).includes(name));
    expect(more('dispatcher', 'viewer')).toEqual(['declaration.answer', 'declaration.correctField']);
    expect(more('declarant', 'dispatcher')).toEqual([
      'declaration.submit',
      'declaration.copy',
      'declaration.saveDraft',
      'declaration.correctDraft',
      'declaration.discardDraft',
    ]);
    expect(more('owner', 'declarant')).toEqual([
      'firm.invite',
      'firm.withdrawInvitation',
      'firm.changeRole',
      'firm.remove',
    ]);
    for (const [less, greater] of [
      ['viewer', 'dispatcher'],
      ['dispatcher', 'declarant'],
      ['declarant', 'owner'],
    ] as const)
      expect(more(less, greater)).toEqual([]);
  });

  test('AC-14 a firm’s key declares and reads its own declarations and keeps its own fleet, and nothing else that is not public', () => {
    const key = ACTORS['firm key'];
    if (key === undefined) throw new Error('no key');
    const may = ACTIONS.filter((action) => can(key, action, own) && !can({ kind: 'anonymous' }, action, own));
    expect(may).toEqual([
      'api.declare',
      'api.declaration',
      'api.vehicles',
      'api.addVehicle',
      'api.changeVehicle',
      'api.drivers',
      'api.addDriver',
      'api.changeDriver',
    ]);
    for (const action of may) expect(can(key, action, { ...own, firmId: 'firm-2' })).toBe(false);
  });

  test('AC-5 only a manager erases; no officer or declarant decides about conflicts, passes or the rate', () => {
    for (const action of ACTIONS.filter((name) => name.startsWith('control.') || name === 'personal.erase'))
      for (const role of ROLES)
        for (const agency of [null, ...AGENCIES]) {
          const actor = person({ role, agency, gateId: HN, firmId: 'firm-1' });
          const may = role === 'manager' || (role === 'supervisor' && action !== 'personal.erase');
          expect(can(actor, action, own)).toBe(may);
        }
  });
});

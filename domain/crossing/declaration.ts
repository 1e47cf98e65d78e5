import type { EventId } from '../shared/identity';
import type { Direction } from '../shared/vocabulary';
import { declaredBodySchema, type GateEvent } from '../sync/event';
import { occurredAt } from '../sync/hlc';
import type { Declared, FieldChange, Flag } from './state';

/** Fields that may be corrected one by one (rule 13). Kind, process and owner of a crossing never change. */
export const CORRECTABLE_PATHS = [
  'route',
  'rawPlate',
  'binding.plate',
  'binding.trailer',
  'binding.container',
  'binding.seal',
  'binding.customsDeclaration',
  'firm.name',
  'firm.taxCode',
  'goods.class',
  'goods.name',
  'goods.hsCode',
  'goods.grossWeightKg',
  'plannedArrivalAt',
  'regime',
] as const;
const correctable: ReadonlySet<string> = new Set(CORRECTABLE_PATHS);

/** Null when the path may not be corrected or the value cannot stand there. */
function corrected(declared: Declared, path: string, to: string | number | null): Declared | null {
  if (!correctable.has(path)) return null;
  const [first = '', second] = path.split('.');
  const inner = second === undefined ? to : { ...section(declared, first), [second]: to };
  const parsed = declaredBodySchema.safeParse({ ...declared, [first]: inner });
  return parsed.success ? parsed.data : null;
}

function section(declared: Declared, name: string): object {
  if (name === 'binding') return declared.binding;
  return name === 'firm' ? declared.firm : declared.goods;
}

export type Declaration = {
  readonly declared: Declared | null;
  readonly declaredAt: number | null;
  readonly direction: Direction | null;
  readonly history: readonly FieldChange[];
  readonly flags: readonly Flag[];
};

/**
 * The first declaration in fold order with all corrections on it, the later of two to one field winning; a correction
 * counts even when a slow clock puts it before the declaration (FO-5).
 */
export function readDeclaration(events: readonly GateEvent[]): Declaration {
  const said = events.filter((event) => event.type === 'crossing.declared');
  const [first, ...again] = said;
  const flag = (code: Flag['code'], eventId: EventId): Flag => ({ code, eventId });
  const flags = again.map(({ id }) => flag('FL-TWICE', id));
  const history: FieldChange[] = [];
  let declared: Declared | null = first?.body ?? null;
  for (const event of events) {
    if (event.type !== 'crossing.corrected') continue;
    if (declared !== null) {
      const next = corrected(declared, event.body.path, event.body.to);
      if (next === null) {
        flags.push(flag('FL-FIELD', event.id));
        continue;
      }
      declared = next;
    }
    history.push({ ...event.body, at: occurredAt(event), actor: event.actor });
  }
  const [earliest] = events;
  if (first === undefined && earliest !== undefined) flags.push(flag('FL-UNDECLARED', earliest.id));
  return {
    declared,
    declaredAt: first === undefined ? null : occurredAt(first),
    direction: first?.direction ?? null,
    history,
    flags,
  };
}

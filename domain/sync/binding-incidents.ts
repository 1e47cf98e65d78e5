import type { CrossingState } from '../crossing/state';
import { assertNever } from '../shared/result';
import type { GateEvent, GateEventOf } from './event';
import { occurredAt } from './hlc';
import type { Incident } from './incident';
import { incidentId } from './incident-id';

type Checked = GateEventOf<'binding.checked'>;

/**
 * IN-10: an officer looked and it is not what the pass binds (rule 5). One incident per crossing and binding, with every
 * officer who found it so; that another one found it right is kept in the log and takes nothing back. `events` in fold
 * order, undone ones left out.
 */
export function bindingMismatches(state: CrossingState, events: readonly GateEvent[]): readonly Incident[] {
  const found = new Map<Checked['body']['which'], Checked[]>();
  for (const event of events) {
    if (event.type !== 'binding.checked' || event.body.matches) continue;
    const { which } = event.body;
    found.set(which, [...(found.get(which) ?? []), event]);
  }
  return [...found].map(([which, checks]) => ({
    id: incidentId('binding-mismatch', state.crossingId, which),
    gateId: state.gateId,
    kind: 'binding-mismatch' as const,
    severity: severityOf(which),
    crossingId: state.crossingId,
    passId: checks.find(({ passId }) => passId !== null)?.passId ?? null,
    devices: [...new Set(checks.map(({ device }) => device))].slice(0, 16),
    events: checks.map(({ id }) => id).slice(0, 64),
    at: Math.max(...checks.map(occurredAt)),
    resolved: null,
  }));
}

/** Places were sold by moving a container to another tractor, and a broken seal is another load: these are serious. */
function severityOf(which: Checked['body']['which']): Incident['severity'] {
  switch (which) {
    case 'plate':
    case 'container':
    case 'seal':
      return 'serious';
    case 'trailer':
      return 'warning';
    case 'driver':
      return 'notice';
    default:
      return assertNever(which);
  }
}

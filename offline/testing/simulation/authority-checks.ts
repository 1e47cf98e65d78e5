import { gateEventSchema } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import { incidentId } from '@/domain/sync/incident-id';
import { atEachGate, tabletsOf } from './each-gate';

/** IN-21: what a withdrawn tablet recorded later, by its own clock, counts and somebody is told. */
export const lateRecordsTold = atEachGate((world, gateId, look) => {
  const raised = new Set(look.incidents.flatMap(({ incident, withdrawn }) => (withdrawn ? [] : incident.id)));
  for (const tablet of tabletsOf(world, gateId)) {
    const out = tablet.withdrawnAt;
    if (out === null || out.restores !== world.ledger.restores) continue;
    world.ledger.count('withdrawn tablets');
    const revokedAt = look.devices.get(tablet.device)?.revokedAt ?? null;
    for (const { position, event } of look.log) {
      if (position <= out.position || event.device !== tablet.device) continue;
      world.ledger.count('came after the withdrawal');
      if (revokedAt === null || occurredAt(event) <= revokedAt) continue;
      world.ledger.count('recorded after the withdrawal');
      const about = event.crossingId ?? event.passId ?? event.type;
      if (!raised.has(incidentId('after-device-revocation', event.device, about)))
        world.ledger.fail(
          'late-records-told',
          `${tablet.device} ${event.seq} was recorded after the withdrawal, and nobody was told`,
        );
    }
  }
});

/** IN-20: what a tablet wrote in another agency's name is kept aside, and somebody is told. */
export const forgeriesTold = atEachGate((world, _, look) => {
  for (const { device, seq, code, raw } of look.quarantine) {
    if (code !== 'device') continue;
    const forged = gateEventSchema.safeParse(JSON.parse(raw));
    const known = world.tablets.find((one) => one.device === device);
    if (!forged.success || forged.data.device !== device || forged.data.agency === known?.agency) continue;
    world.ledger.count('forgeries kept aside');
    const { boot, agency } = forged.data;
    const id = incidentId('agency-forged', device, boot, agency ?? 'none');
    if (!look.incidents.some(({ incident, withdrawn }) => incident.id === id && !withdrawn))
      world.ledger.fail('authority-kept', `${device} ${seq} speaks as ${agency}, and nobody was told`);
  }
});

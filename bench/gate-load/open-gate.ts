import { openDatabase } from '@/db/client';
import { gateIdSchema } from '@/domain/shared/identity';
import { openKeyRing } from '@/server/keys/key-ring';
import type { Centre } from './centre';
import { declareVehicles, enrolTeams, postsOf } from './enrol-traffic';
import { type Plan, type Team, VEHICLES_PER_BATCH } from './plan';

const HOUR_MS = 3_600_000;

/** Declared vehicles with passes and enrolled tablets at these gates: everything the tablets will speak of. */
export async function openGates(
  centre: Centre,
  wanted: { readonly gates: readonly string[]; readonly rounds: number } & (
    | { readonly teamsPerGate: number }
    /** At least so many tablets, the same number of teams at every gate. */
    | { readonly tablets: number }
  ),
  say: (line: string) => void,
): Promise<Plan> {
  const { db, close } = openDatabase(centre.appUrl, { max: 4 });
  const ring = await openKeyRing(centre.dataDir);
  // Everything that will be written lies behind us: a clock ahead would be an incident.
  const declaredAt = Date.now() - 48 * HOUR_MS;
  const teams: Team[] = [];
  const oneEach = wanted.gates.reduce((sum, gate) => sum + postsOf(gateIdSchema.parse(gate)).length, 0);
  const teamsPerGate = 'tablets' in wanted ? Math.ceil(wanted.tablets / oneEach) : wanted.teamsPerGate;
  try {
    for (const gate of wanted.gates) {
      const enrolled = await enrolTeams(db, gate, teamsPerGate);
      const perTeam = wanted.rounds * VEHICLES_PER_BATCH;
      const vehicles = await declareVehicles(
        db,
        ring,
        gateIdSchema.parse(gate),
        enrolled.length * perTeam,
        declaredAt,
      );
      teams.push(
        ...enrolled.map((team, n) => ({ ...team, vehicles: vehicles.slice(n * perTeam, (n + 1) * perTeam) })),
      );
      say(`${gate}: ${vehicles.length} vehicles declared, ${enrolled.length} teams of tablets enrolled`);
    }
  } finally {
    await close();
  }
  return { origin: centre.origin, teams, rounds: wanted.rounds, begun: declaredAt + HOUR_MS, chance: 42 };
}

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import { type Agency, agencySchema, type Role, roleSchema } from '@/domain/shared/vocabulary';
import { makePassword } from '@/server/auth/make-password';

const signInSchema = z.object({
  role: roleSchema,
  name: z.string(),
  email: z.string(),
  password: z.string(),
  gateId: gateIdSchema.nullable(),
  agency: agencySchema.nullable(),
});
export type DemoSignIn = z.infer<typeof signInSchema>;

type Cast = readonly [role: Role, name: string, email: string, gate: string | null, agency: Agency | null];

/** One person per role, and whoever enrols tablets at the other gates of the day. The names are made up. */
const CAST: readonly Cast[] = [
  ['declarant', 'Nguyễn Thị Hoa', 'declarant@gate.example', null, null],
  ['owner', 'Trần Văn Chủ', 'owner@gate.example', null, null],
  ['officer', 'Hoàng Văn Biên', 'border-guard.hn@gate.example', 'HN', 'border-guard'],
  ['officer', 'Lê Thu Hải', 'customs.hn@gate.example', 'HN', 'customs'],
  ['supervisor', 'Vi Minh Trực', 'supervisor.hn@gate.example', 'HN', null],
  ['manager', 'Phạm Quang Lạng', 'manager@gate.example', null, null],
  ['supervisor', 'Nông Văn Thanh', 'supervisor.tt@gate.example', 'TT', null],
  ['supervisor', 'Lương Thị Cốc', 'supervisor.cn@gate.example', 'CN', null],
  ['supervisor', 'Đàm Đức Chi', 'supervisor.cm@gate.example', 'CM', null],
];

const gateOf = (code: string | null): GateId | null => (code === null ? null : gateIdSchema.parse(code));

/**
 * The sign-ins of this installation, in DATA_DIR and readable by its owner only. Written before the accounts are made,
 * so that a seed that is cut off in between goes on with the same passwords.
 */
export async function keepDemoSignIns(dataDir: string): Promise<readonly DemoSignIn[]> {
  const file = join(dataDir, 'demo-sign-ins.json');
  const text = await readFile(file, 'utf8').catch(() => null);
  const kept = text === null ? null : z.array(signInSchema).safeParse(JSON.parse(text));
  if (kept?.success) return kept.data;
  const signIns = CAST.map(([role, name, email, gate, agency]) => ({
    role,
    name,
    email,
    password: makePassword(),
    gateId: gateOf(gate),
    agency,
  }));
  await writeFile(`${file}.new`, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return signIns;
}

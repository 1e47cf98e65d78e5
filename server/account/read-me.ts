import type { GateId } from '@/domain/shared/identity';
import type { Agency, Role } from '@/domain/shared/vocabulary';
import type { Context } from '@/server/api/context';

export type Me =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly name: string;
      readonly email: string;
      readonly role: Role;
      readonly gateId: GateId | null;
      readonly agency: Agency | null;
      readonly firm: { readonly id: string; readonly name: string; readonly taxCode: string | null } | null;
    };

export async function readMe(_ctx: Context): Promise<Me> {
  throw new Error('skeleton');
}

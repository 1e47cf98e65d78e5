import type { GateId } from '@/domain/shared/identity';
import type { Agency, Role } from '@/domain/shared/vocabulary';

export type Actor =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'person';
      readonly id: string;
      readonly role: Role;
      readonly gateId: GateId | null;
      readonly agency: Agency | null;
      readonly firmId: string | null;
    };

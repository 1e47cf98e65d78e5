import type { Actor } from '@/server/auth/actor-interim';

export type Context = { readonly actor: Actor };

import type { Vault } from '../unlock/vault';

/** A vault that hides nothing and awaits nothing but microtasks: simulations stay deterministic. Never on a real tablet. */
export const plainVault: Vault = {
  seal: async (value) => new TextEncoder().encode(JSON.stringify(value)),
  open: async (sealed) => JSON.parse(new TextDecoder().decode(sealed)) as unknown,
  index: (text) => text,
};

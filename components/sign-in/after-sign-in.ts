import type { Role } from '@/domain/shared/vocabulary';

/** Where each role works. */
const HOME: Record<Role, string> = {
  owner: '/declare',
  declarant: '/declare',
  dispatcher: '/declare',
  viewer: '/declare',
  officer: '/gate',
  supervisor: '/control',
  manager: '/control',
};

/** Only a path of this site: a sign-in page must not send people elsewhere. */
export function safeNext(wanted: string | null): string | null {
  if (wanted === null || !/^\/(?![/\\])/.test(wanted)) return null;
  // Backslashes and control characters are read as slashes by browsers.
  return /[\\\s]/.test(wanted) ? null : wanted;
}

/** The page that asked for the sign-in, else the role's own. */
export const destinationOf = (role: Role, wanted: string | null): string => safeNext(wanted) ?? HOME[role];

/** The page that asked for the sign-in, as its address says. */
export const wantedPage = (): string | null => new URLSearchParams(location.search).get('next');

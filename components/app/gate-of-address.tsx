'use client';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import type { Gate } from '@/domain/gate/gates';
import { Awaiting } from '../ui/awaiting';
import { PageFrame } from './page-frame';
import { useGates } from './use-gates';
import { useTitle } from './use-title';

const never = () => () => undefined;
const lastPart = () => location.pathname.split('/').findLast((part) => part !== '') ?? '';

/** In a shell that serves every gate: the gate that the address names, or what to do where there is none. */
export function GateOfAddress({ children }: { readonly children: (gate: Gate) => ReactNode }) {
  const gates = useGates();
  const code = useSyncExternalStore(never, lastPart, () => null);
  const gate = gates.find((each) => each.code === code);
  return gate === undefined ? <NoGate code={code} /> : children(gate);
}

/** `code` null: the address is not known yet. */
function NoGate({ code }: { readonly code: string | null }) {
  const t = useTranslations('gates');
  useTitle(code === null ? t('awaiting') : t('notKnown', { code }));
  return (
    <PageFrame>
      {code === null ? (
        <Awaiting>{t('awaiting')}</Awaiting>
      ) : (
        <>
          <h1 className="text-4xl leading-tight font-extrabold">{t('notKnown', { code })}</h1>
          <p className="mt-4">
            <a
              href="/board"
              className="inline-flex min-h-11 items-center text-link underline underline-offset-4"
            >
              {t('toAll')}
            </a>
          </p>
        </>
      )}
    </PageFrame>
  );
}

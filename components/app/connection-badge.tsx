'use client';
import { useTranslations } from 'use-intl';
import { type Connection, useConnection } from './connection';
import { useTimeText } from './time-text';

const SIGN: Record<Connection['kind'], string> = {
  online: 'rounded-full bg-good',
  offline: 'rotate-45 bg-note-edge',
  unreachable: 'rotate-45 bg-note-edge',
};

/** Always visible, never only a colour: a round dot and a word, or a lozenge, a word and since when. */
export function ConnectionBadge() {
  const t = useTranslations('app');
  const { clock } = useTimeText();
  const connection = useConnection();
  const text = t(connection.kind);
  return (
    <span
      role="status"
      className="inline-flex items-center gap-2 text-sm font-semibold whitespace-nowrap wall:max-w-56 wall:text-2xl wall:leading-tight wall:whitespace-normal"
    >
      <span aria-hidden="true" className={`inline-block size-2.5 ${SIGN[connection.kind]}`} />
      {connection.kind === 'online' ? text : t('since', { text, at: clock(connection.since) })}
    </span>
  );
}

'use client';
import { cellText, wordText } from '@/domain/report/cell-text';
import { type Picture, share } from '@/domain/report/sheet';
import { useSpeaker } from './use-speaker';

type Parts = Extract<Picture, { kind: 'shares' }>['parts'];

/** Told apart by darkness and pattern as well, so that a copy in black and white still tells. */
const FILLS = [
  'bg-link',
  'bg-edge',
  'border-2 border-edge bg-track',
  'border-2 border-edge bg-[repeating-linear-gradient(135deg,var(--edge)_0_2px,transparent_2px_7px)]',
] as const;

/** Whose time it was, as one bar; the shares stand beside their names. */
export function SharesPicture({ parts }: { readonly parts: Parts }) {
  const speaker = useSpeaker();
  return (
    <div className="mt-5 border-y border-rule py-5">
      <div aria-hidden="true" className="flex h-10 gap-0.5">
        {parts.map((part, at) =>
          part.share > 0 ? (
            <div
              key={part.word.key}
              className={FILLS[at % FILLS.length]}
              style={{ width: `${part.share * 100}%` }}
            />
          ) : null,
        )}
      </div>
      <ul className="mt-4 grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
        {parts.map((part, at) => (
          <li key={part.word.key} className="flex items-baseline gap-3">
            <span aria-hidden="true" className={`inline-block size-4 shrink-0 ${FILLS[at % FILLS.length]}`} />
            <span>
              <span className="figures block text-4xl leading-none">
                {cellText(speaker, share(part.share))}
              </span>
              <span className="text-muted">{wordText(speaker, part.word)}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

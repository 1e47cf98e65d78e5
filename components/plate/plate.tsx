'use client';
import { useTranslations } from 'use-intl';
import { type PlateMark, type PlateSurface, plateFace } from './plate-face';

export type PlateSize = 'sm' | 'md' | 'lg' | 'xl' | 'wall' | 'board' | 'verdict' | 'beside' | 'fit';

/** Height of the letters' em box; xl and wall are for reading at arm's length and at 8 m. */
const SIZES: Record<PlateSize, string> = {
  sm: 'text-[1.25rem]',
  md: 'text-[1.75rem]',
  lg: 'text-[2.5rem]',
  xl: 'text-[3.5rem]',
  wall: 'text-[3.6rem]',
  /** Small on a desk, for 8 m where the screen is a wall's. */
  board: 'text-[1.25rem] wall:text-[3.35rem]',
  /** Letters ≥ 48 px on a tablet's verdict, the trailer beside it; a phone's width on a phone. */
  verdict: 'text-[min(14.5vw,4.6rem)]',
  beside: 'text-[min(11vw,3.4rem)]',
  /** As wide as its container allows: the driver's pass. */
  fit: 'text-[min(17cqw,6rem)]',
};

const SURFACES: Record<PlateSurface, string> = {
  yellow: 'bg-[var(--plate-yellow)] text-[var(--plate-ink)]',
  white: 'bg-[var(--plate-white)] text-[var(--plate-ink)]',
  blue: 'bg-[var(--plate-blue)] text-white',
  green: 'bg-[var(--plate-green)] text-[var(--plate-ink)]',
};

/**
 * True proportions in em of the letters: Vietnam 520 × 110 mm on one line and 330 × 165 on two (TCVN, circular
 * 79/2024/TT-BCA); China 440 × 140 and 440 × 220, new energy 480 × 140 (GA 36-2018). A longer number widens.
 */
function proportions(country: 'VN' | 'CN', surface: PlateSurface, lines: number): string {
  if (country === 'VN') return lines === 2 ? 'h-[2.05em] min-w-[4.1em]' : 'h-[1.2em] min-w-[5.67em]';
  if (lines === 2) return 'h-[2.25em] min-w-[4.5em]';
  return surface === 'green' ? 'h-[1.49em] min-w-[5.1em]' : 'h-[1.46em] min-w-[4.58em]';
}

function Mark({ mark }: { readonly mark: PlateMark }) {
  switch (mark.kind) {
    case 'latin':
      return mark.text;
    case 'han':
      return (
        <span lang="zh" className="text-[0.88em]">
          {mark.text}
        </span>
      );
    case 'separator':
      return <span className={mark.text === '-' ? 'px-[0.09em] opacity-70' : 'opacity-80'}>{mark.text}</span>;
    case 'unknown':
      return <UnknownProvince />;
  }
}

function UnknownProvince() {
  const t = useTranslations('app.plate');
  return (
    <span title={t('provinceMissing')} className="opacity-45">
      {'?'}
    </span>
  );
}

/**
 * A licence plate as it looks on the lorry: what everyone at a border reads. The same object in a declaration, on the
 * pass, in a verdict, in the queue and on the wall.
 */
export function Plate({
  plate,
  size = 'md',
  lines = 1,
  surface,
  className = '',
}: {
  /** Normalised number, or `?F9B393` while the province character is missing. */
  readonly plate: string;
  readonly size?: PlateSize;
  readonly lines?: 1 | 2;
  /** Only where the colour is known from elsewhere (a white Vietnamese or a blue Chinese car plate). */
  readonly surface?: PlateSurface;
  readonly className?: string;
}) {
  const face = plateFace(plate, lines);
  const painted = surface ?? face.surface;
  return (
    <span
      data-plate={plate}
      className={`inline-flex w-fit shrink-0 flex-col items-center justify-center rounded-[0.16em] border-[max(2px,0.05em)] border-[var(--plate-ink)] px-[0.22em] align-middle font-[family-name:var(--font-figures)] leading-[0.98] font-bold tracking-[0.01em] whitespace-nowrap tabular-nums ${SIZES[size]} ${SURFACES[painted]} ${proportions(face.country, painted, face.lines.length)} ${className}`}
    >
      {face.lines.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the two lines of a plate have no other name
        <span key={row} className="block">
          {line.map((mark, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: signs repeat, their place is their identity
            <Mark key={place} mark={mark} />
          ))}
        </span>
      ))}
    </span>
  );
}

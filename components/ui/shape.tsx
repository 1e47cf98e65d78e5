/**
 * Four shapes that survive greyscale, glare and colour blindness: each outline differs, not only its colour.
 * `fill` draws in currentColor, the mark inside in `mark`. Decorative beside a word: hidden from readers.
 */
export const SHAPES = ['circle-tick', 'triangle', 'octagon', 'diamond'] as const;
export type ShapeName = (typeof SHAPES)[number];

function outline(name: ShapeName) {
  switch (name) {
    case 'circle-tick':
      return <circle cx="32" cy="32" r="30" fill="currentColor" />;
    case 'triangle':
      return (
        <path
          d="M32 5 61 57H3z"
          fill="currentColor"
          stroke="currentColor"
          strokeWidth="5"
          strokeLinejoin="round"
        />
      );
    case 'octagon':
      return <path d="M20.4 4h23.2L60 20.4v23.2L43.6 60H20.4L4 43.6V20.4z" fill="currentColor" />;
    case 'diamond':
      return <path d="M32 2 62 32 32 62 2 32z" fill="currentColor" />;
  }
}

function inside(name: ShapeName) {
  switch (name) {
    case 'circle-tick':
      return <path d="M17 33.5 28 44.5 48 21" />;
    case 'triangle':
      return <path d="M32 24v15M32 48.5v.5" />;
    case 'octagon':
      return <path d="M19 32h26" />;
    case 'diamond':
      return <path d="M25 25.5c.5-9 14.5-9 14.5.5 0 6.5-7.5 6.5-7.5 12M32 46.5v.5" />;
  }
}

export function Shape({
  name,
  mark = 'var(--paper)',
  className = 'size-6',
}: {
  readonly name: ShapeName;
  /** Colour of the sign inside; pass the colour behind the shape. */
  readonly mark?: string;
  readonly className?: string;
}) {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true" focusable="false" className={`shrink-0 ${className}`}>
      {outline(name)}
      <g fill="none" stroke={mark} strokeWidth="7" strokeLinecap="round" strokeLinejoin="round">
        {inside(name)}
      </g>
    </svg>
  );
}

import type { FlowLevel } from '@/domain/flow/level';

const NUMBER: Record<FlowLevel, number> = { green: 1, yellow: 2, orange: 3, red: 4 };
const LOOK: Record<FlowLevel, { readonly fill: string; readonly ink: string; readonly down: number }> = {
  green: { fill: 'text-level-green', ink: 'var(--on-proceed)', down: 0 },
  yellow: { fill: 'text-level-yellow', ink: 'var(--on-check)', down: 0 },
  orange: { fill: 'text-level-orange', ink: 'var(--on-check)', down: 7 },
  red: { fill: 'text-level-red', ink: '#ffffff', down: 0 },
};

function Outline({ level }: { readonly level: FlowLevel }) {
  switch (level) {
    case 'green':
      return <circle cx="32" cy="32" r="28" />;
    case 'yellow':
      return <rect x="6" y="6" width="52" height="52" rx="6" />;
    case 'orange':
      return <path d="M32 3 62 58H2z" />;
    case 'red':
      return <path d="M32 1 63 32 32 63 1 32z" />;
  }
}

/**
 * The national map's four steps: circle 1, square 2, triangle 3, diamond 4. Told by shape and number before colour.
 * Decorative beside the level's word: hidden from readers.
 */
export function LevelSign({
  level,
  className = 'size-8',
}: {
  /** Null: nothing is known. */
  readonly level: FlowLevel | null;
  readonly className?: string;
}) {
  if (level === null)
    return (
      <span aria-hidden="true" className={`inline-block rounded-full border-2 border-edge ${className}`} />
    );
  const { fill, ink, down } = LOOK[level];
  return (
    <svg
      viewBox="0 0 64 64"
      aria-hidden="true"
      focusable="false"
      className={`shrink-0 ${fill} ${className}`}
      fill="currentColor"
      stroke="var(--paper)"
      strokeWidth="3"
    >
      <Outline level={level} />
      <text
        x="32"
        y={44 + down}
        textAnchor="middle"
        fill={ink}
        stroke="none"
        fontSize="34"
        fontWeight="700"
        fontFamily="var(--font-figures)"
      >
        {NUMBER[level]}
      </text>
    </svg>
  );
}

import { useId } from 'react';
import type { PlanContent } from '@/domain/flow/flow-plan';
import { minutesOf } from '@/domain/flow/zones';

const DAY = 1440;
type Serves = PlanContent['lanes'][number]['serves'];

/** Pieces of one home day; what lasts past midnight goes on at its beginning. */
function piecesOf({ from, to }: Serves[number]): readonly { readonly from: number; readonly to: number }[] {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (Number.isNaN(start) || Number.isNaN(end) || end <= start) return [];
  return [
    { from: Math.min(start, DAY), to: Math.min(end, DAY) },
    { from: Math.max(0, start - DAY), to: Math.max(0, end - DAY) },
  ].filter((piece) => piece.from < piece.to);
}

/** A lane's day by direction: exports filled, imports hatched, the rest empty. */
export function LaneStrip({ serves }: { readonly serves: Serves }) {
  const hatch = useId();
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${DAY} 24`}
      preserveAspectRatio="none"
      className="h-7 w-full text-link"
    >
      <defs>
        <pattern id={hatch} width="18" height="24" patternUnits="userSpaceOnUse">
          <rect width="8" height="24" fill="currentColor" />
        </pattern>
      </defs>
      <rect width={DAY} height="24" className="fill-track" />
      {serves.flatMap((stretch) =>
        piecesOf(stretch).map(({ from, to }) => (
          <rect
            key={`${stretch.direction} ${from}`}
            x={from}
            width={to - from}
            height="24"
            fill={stretch.direction === 'export' ? 'currentColor' : `url(#${hatch})`}
          />
        )),
      )}
    </svg>
  );
}

const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24] as const;
const AHEAD = { home: 0, there: 1 } as const;

/** The hours of a home day, read on either clock: Hà Nội above what is drawn, Bắc Kinh below it (rule 12). */
export function DayAxis({ clock }: { readonly clock: keyof typeof AHEAD }) {
  return (
    <div aria-hidden="true" className="figures relative h-5 text-xs text-muted">
      {HOURS.map((hour) => (
        <span
          key={hour}
          style={{ left: `${(hour / 24) * 100}%` }}
          className={`absolute top-0 ${hour === 0 ? '' : hour === 24 ? '-translate-x-full' : '-translate-x-1/2'} ${hour % 6 === 0 ? '' : 'hidden sm:block'}`}
        >
          {String(clock === 'home' ? hour : (hour + AHEAD.there) % 24).padStart(2, '0')}
        </span>
      ))}
    </div>
  );
}

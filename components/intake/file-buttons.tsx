'use client';
import { useState } from 'react';
import { Button } from '../ui/button';
import { type GivenFile, saveFile } from '../ui/save-file';

/** One button a format: the centre makes the file, the browser keeps it. */
export function FileButtons<F extends string>({
  legend,
  formats,
  nameOf,
  ask,
  attempt,
  className,
}: {
  readonly legend: string;
  readonly formats: readonly F[];
  /** What a button is called where it is heard and not seen. */
  readonly nameOf: (format: string) => string;
  readonly ask: (format: F) => Promise<GivenFile>;
  /** Says why it failed, beside whatever else can fail there. */
  readonly attempt: (work: Promise<unknown>) => void;
  readonly className: string;
}) {
  const [making, setMaking] = useState(false);
  async function download(format: F) {
    setMaking(true);
    try {
      saveFile(await ask(format));
    } finally {
      setMaking(false);
    }
  }
  return (
    <fieldset className={`${className} flex flex-wrap items-end gap-3`}>
      <legend className="mb-2 font-semibold">{legend}</legend>
      {formats.map((format) => (
        <Button
          key={format}
          tone="outline"
          busy={making}
          aria-label={nameOf(format.toUpperCase())}
          onClick={() => attempt(download(format))}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </fieldset>
  );
}

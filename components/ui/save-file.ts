export type GivenFile = {
  readonly name: string;
  readonly type: string;
  /** Base64, as an answer of the centre carries it. */
  readonly data: string;
};

/** Hands bytes to the browser's downloads. */
export const saveBytes = (name: string, type: string, bytes: Uint8Array<ArrayBuffer>): void =>
  saveBlob(name, new Blob([bytes], { type }));

/** The same for what the browser has made itself. */
export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The same for a file inside an answer. */
export const saveFile = ({ name, type, data }: GivenFile): void =>
  saveBytes(
    name,
    type,
    Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0)),
  );

export function findChromium(wanted?: { readonly hasWindow?: boolean }): Promise<string | null>;
export function provideChromium(say: (line: string) => void): Promise<void>;

type Wanted = {
  readonly version?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly devOptional?: boolean | undefined;
};

export function installPackages(root?: string): Promise<boolean>;
export function missingPackages(
  wanted: Readonly<Record<string, Wanted>>,
  present: Readonly<Record<string, { readonly version?: string | undefined }>>,
): string[];

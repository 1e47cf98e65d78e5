/** What the world (the parent process) tells a country's installation, and what it hears back. */
export type Vehicle = { readonly crossingId: string; readonly plate: string };
export type Arrival = { readonly plate: string; readonly driver: string; readonly idNumber: string };
export type Order =
  | {
      readonly do: 'introduce';
      readonly source: string;
      readonly publicKey: string;
      readonly fingerprint: string;
      readonly url: string;
      readonly at: number;
    }
  | {
      readonly do: 'minute';
      readonly at: number;
      /** Vehicles that come to the yard, with their drivers. */
      readonly arrive: readonly Arrival[];
      /** Vehicles that leave over the line. */
      readonly leave: readonly string[];
      /** Vehicles that come over the line from the other side. */
      readonly take: readonly string[];
      /** What the lanes of our import do per hour from now on; null: as before. */
      readonly lanesPerHour: number | null;
    }
  | {
      /** Started again, perhaps from an older copy: people look who is really there. */
      readonly do: 'resume';
      readonly at: number;
      /** Everybody in the yard, on the way from it and at the line, and since when. */
      readonly here: readonly (Arrival & { readonly cameAt: number })[];
      /** Of these, who stands ready at the line. */
      readonly line: readonly string[];
      /** Who left over the line, and when. */
      readonly gone: readonly { readonly plate: string; readonly at: number }[];
    }
  | {
      /** A person hears what was agreed: what they take per hour, until then. */
      readonly do: 'hear';
      readonly at: number;
      readonly perHour: number;
      readonly until: number;
    }
  | { readonly do: 'say'; readonly at: number }
  | { readonly do: 'state' }
  | { readonly do: 'end' };

export type Minute = {
  /** Vehicles that have become ready for the line. */
  readonly ready: readonly Vehicle[];
  readonly called: number;
  /** What is believed that the other side takes, and from where. */
  readonly takes: number;
  readonly source: string;
  readonly batch: number;
};
export type State = {
  readonly said: { readonly epoch: number; readonly sequence: number };
  readonly heard: { readonly epoch: number; readonly sequence: number; readonly highest: number };
  readonly saidIds: readonly string[];
  readonly heardIds: readonly string[];
  readonly heardAt: number | null;
};
export type Hello = {
  readonly port: number;
  readonly source: string;
  readonly publicKey: string;
  readonly fingerprint: string;
};

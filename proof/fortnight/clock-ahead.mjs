// Loaded before a server (`node --import`): its clock stands ahead by GATE_CLOCK_AHEAD_MS and runs at its own pace.
const ahead = Number(process.env.GATE_CLOCK_AHEAD_MS ?? '0');
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + ahead);
    else super(...given);
  }
  static now() {
    return RealDate.now() + ahead;
  }
};

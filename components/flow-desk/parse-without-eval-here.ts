/** A worker has no page whose script has told zod not to try `new Function` (components/app/parse-without-eval.ts). */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

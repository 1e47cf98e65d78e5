import type { Command } from 'commander';
import { sourceSchema } from '@/domain/neighbour/cloud-event';
import { fingerprintOf } from '@/domain/neighbour/fingerprint';
import { toBase64url } from '@/domain/shared/base64url';
import { conform } from '@/server/neighbour/conform/conform';
import { openOwnKeys } from '@/server/neighbour/own-keys';

const HELP = `
Knocks at an installation as its neighbour would, rightly and wrongly, and says what it does otherwise than
docs/protocols/neighbour.md. The key that it knocks with is made in --keys at the first use and must count there as the key of
--source: compare the fingerprint that is printed. Exit code: 0 conforms · 1 does not.
`;

type Options = { readonly source: string; readonly keys: string; readonly json?: boolean };

/** `gate conform URL`: for engineers of the other country, and for us. */
export function registerConform(program: Command): void {
  program
    .command('conform <url>')
    .description('check that an installation speaks the protocol between neighbours')
    .option('--source <urn>', 'as whom to knock', 'urn:border:cn:guangxi')
    .option('--keys <folder>', 'where the key is kept', '.data/conform')
    .option('--json', 'one object')
    .addHelpText('after', HELP)
    .action(async (url: string, options: Options) => {
      const [keys, stranger] = await Promise.all([
        openOwnKeys(options.keys),
        openOwnKeys(`${options.keys}/stranger`),
      ]);
      const { publicKey, keyId } = await keys.current();
      const checks = await conform({
        url: url.replace(/\/+$/, ''),
        source: sourceSchema.parse(options.source),
        keys,
        stranger,
        now: Date.now,
      });
      const failed = checks.filter(({ fault }) => fault !== null);
      const key = { keyId, publicKey: toBase64url(publicKey), fingerprint: fingerprintOf(publicKey) };
      if (options.json === true) process.stdout.write(`${JSON.stringify({ url, key, checks })}\n`);
      else {
        process.stdout.write(
          `knocking with key ${key.keyId}, ${key.publicKey}\n  fingerprint ${key.fingerprint}\n`,
        );
        for (const { name, fault } of checks)
          process.stdout.write(
            `${fault === null ? 'ok  ' : 'FAIL'} ${name}${fault === null ? '' : `: ${fault}`}\n`,
          );
        process.stdout.write(`${checks.length - failed.length} of ${checks.length} hold\n`);
      }
      process.exitCode = failed.length === 0 ? 0 : 1;
    });
}

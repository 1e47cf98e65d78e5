import { resolve } from 'node:path';
import type { Command } from 'commander';
import { table } from '../start/announce';
import {
  checkChromium,
  checkDatabase,
  checkDisk,
  checkKeys,
  checkNode,
  checkPackages,
  type Finding,
} from './doctor-checks';

export type Place = {
  readonly root: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
};

export async function examine(place: Place): Promise<readonly Finding[]> {
  const findings = await Promise.all([
    checkNode(process.versions.node),
    checkPackages(place.root),
    checkDisk(place.dataDir),
    checkDatabase(place.databaseUrl, place.root),
    checkKeys(place.dataDir),
    checkChromium(),
  ]);
  return findings.flat();
}

export function findingLines(findings: readonly Finding[]): readonly string[] {
  return table(
    findings.map((finding) => [
      finding.state === 'ok' ? '✓' : '✗',
      finding.name,
      finding.state === 'ok' ? finding.detail : `${finding.detail}: ${finding.todo}`,
    ]),
  );
}

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look for what would keep the gate from working, and say what to do about it')
    .option('--json', 'print {problems, findings} as JSON and nothing else')
    .addHelpText('after', '\nExit codes: 0 all is well, 1 something is wrong.')
    .action(async (options: { readonly json?: boolean }) => {
      const findings = await examine({
        root: process.cwd(),
        dataDir: resolve(process.env.DATA_DIR ?? '.data'),
        databaseUrl: process.env.DATABASE_URL,
      });
      const problems = findings.filter((finding) => finding.state === 'problem').length;
      const text =
        options.json === true
          ? JSON.stringify({ problems, findings }, null, 2)
          : findingLines(findings).join('\n');
      process.stdout.write(`${text}\n`);
      process.exitCode = problems === 0 ? 0 : 1;
    });
}

import { join } from 'node:path';
import { appUrl } from '@/db/migrate';
import { readSecrets } from './secrets';
import type { ServerSettings } from './server-process';

/** Of a server on this machine alone, over its own database and the secrets of its data directory. */
export async function localSettings(order: {
  readonly dataDir: string;
  /** As the database's owner; migrated with the password among the secrets. */
  readonly databaseUrl: string;
  readonly port: number;
  /** Default: localhost. Browsers keep one jar of cookies for all ports of a name. */
  readonly hostname?: 'localhost' | '127.0.0.1' | undefined;
  readonly environment?: ServerSettings['environment'];
}): Promise<ServerSettings> {
  const { dataDir, databaseUrl, port, hostname = 'localhost', environment = {} } = order;
  const { appPassword, betterAuthSecret } = await readSecrets(dataDir);
  return {
    root: process.cwd(),
    host: '127.0.0.1',
    port,
    publicOrigin: `http://${hostname}:${port}`,
    dataDir,
    databaseUrl,
    appDatabaseUrl: appUrl(databaseUrl, appPassword),
    secret: betterAuthSecret,
    tls: null,
    logFile: join(dataDir, 'server.log'),
    environment,
  };
}

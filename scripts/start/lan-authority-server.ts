import { createServer } from 'node:http';
import { isPortFree } from '@/db/embedded/free-port';

/**
 * Hands out the authority's certificate by plain HTTP, since a phone that does not trust it yet cannot fetch it from
 * the gate itself. Everything else is sent to the gate.
 * @returns its port (the first free one above the gate's), or null when there is none
 */
export async function serveAuthority(
  certificate: string,
  origin: string,
  gatePort: number,
): Promise<{ readonly port: number; close(): Promise<void> } | null> {
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] !== '/authority.crt') {
      response.writeHead(302, { Location: origin }).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'application/x-x509-ca-cert',
      'Content-Disposition': 'attachment; filename="border-gate-authority.crt"',
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(certificate);
  });
  for (let port = gatePort + 1; port <= Math.min(gatePort + 10, 65_535); port += 1) {
    if (!(await isPortFree(port, '0.0.0.0'))) continue;
    await new Promise<void>((resolve) => server.listen(port, '0.0.0.0', resolve));
    const close = () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    return { port, close };
  }
  return null;
}

import type { ServerResponse } from 'node:http';

/** Answers that never end by themselves (event streams); a stopping server has to end them, clients come back. */
export type OpenStreams = { watch(response: ServerResponse): void; end(): void };

export function openStreams(): OpenStreams {
  const open = new Set<ServerResponse>();
  return {
    watch(response) {
      open.add(response);
      response.once('close', () => open.delete(response));
    },
    end() {
      for (const response of open) {
        if (String(response.getHeader('content-type') ?? '').startsWith('text/event-stream'))
          response.destroy();
      }
    },
  };
}

import { createTransport } from 'nodemailer';
import { err, ok } from '@/domain/shared/result';
import type { MailFault, MailPort } from './mail-port';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Mail by SMTP (RFC 5321). `smtps:` is encrypted from the first byte; `smtp:` must turn to TLS before anything is said
 * (STARTTLS), save on this very machine. Names and passwords come from the address and are never logged.
 */
export function smtpMail(options: {
  readonly url: string;
  readonly from: string;
  readonly timeoutMs: number;
}): MailPort {
  const url = new URL(options.url);
  const isSecure = url.protocol === 'smtps:';
  const transport = createTransport({
    host: url.hostname.replace(/^\[|]$/g, ''),
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    requireTLS: !isSecure && !LOOPBACK.has(url.hostname),
    ignoreTLS: !isSecure && LOOPBACK.has(url.hostname),
    ...(url.username === ''
      ? {}
      : {
          auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
        }),
    connectionTimeout: options.timeoutMs,
    greetingTimeout: options.timeoutMs,
    socketTimeout: options.timeoutMs,
    // What is sent stands in memory: no path and no address in a mail is ever opened.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = options.from.match(/@([^>\s]+)/)?.[1] ?? 'localhost';
  return {
    send: async ({ to, subject, text, id, attachment }) => {
      try {
        await transport.sendMail({
          from: options.from,
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${id}@${host}>`,
          // RFC 3834: nobody's holiday notice shall answer it.
          headers: { 'Auto-Submitted': 'auto-generated' },
          attachments: [
            {
              filename: attachment.name,
              contentType: attachment.type,
              content: Buffer.from(attachment.data),
            },
          ],
        });
        return ok(null);
      } catch (error) {
        return err(faultOf(error));
      }
    },
    close: () => transport.close(),
  };
}

function faultOf(error: unknown): MailFault {
  const field = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
  const said = field('responseCode');
  const code = typeof said === 'number' ? said : null;
  switch (field('code')) {
    case 'EAUTH':
      return { kind: 'sign-in', code };
    case 'ETLS':
    case 'EREQUIRETLS':
      return { kind: 'tls', code };
    default:
      break;
  }
  if (code !== null && code >= 500) return { kind: 'refused', code };
  if (code !== null && code >= 400) return { kind: 'busy', code };
  return { kind: 'unreachable', code };
}

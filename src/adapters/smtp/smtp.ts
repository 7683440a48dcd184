import { createTransport } from 'nodemailer';
import type { Letter, Mail, Posted } from '#ports/mail.ts';

/** Where mail goes out, and who it is from. `url` may hold the account: smtps://user:password@mail.bank:465 */
export interface SmtpConfig {
  readonly url: string;
  readonly from: string;
}

const patienceMs = 20_000;

/** Sends mail through an SMTP server. No address outside it is ever looked up. */
export function smtp({ url, from }: SmtpConfig): Mail {
  const { hostname } = new URL(url);
  const domain = from.split('@').at(-1)?.replace(/>$/, '') ?? hostname;
  return {
    async send({ id, to, subject, text, files }: Letter): Promise<Posted> {
      const transport = createTransport({
        url,
        connectionTimeout: patienceMs,
        greetingTimeout: patienceMs,
        socketTimeout: patienceMs,
        disableUrlAccess: true,
        disableFileAccess: true,
      });
      try {
        await transport.verify(); // reached and signed in: what goes wrong before is no doubt about the mail
      } catch (error) {
        transport.close();
        return { kind: 'not-sent', why: whyNot(error as SmtpError) };
      }
      try {
        const attachments = files.map(({ name, bytes }) => ({ filename: name, content: Buffer.from(bytes) }));
        await transport.sendMail({ from, to: [...to], subject, text, messageId: `<${id}@${domain}>`, attachments });
        return { kind: 'sent' };
      } catch (error) {
        return judged(error as SmtpError);
      } finally {
        transport.close();
      }
    },
  };
}

type SmtpError = { readonly command?: string; readonly code?: string; readonly responseCode?: number };

/** Where the server said no, or before the message was handed over, it surely was not taken. A line that broke tells nothing. */
function judged(error: SmtpError): Posted {
  const isSure = error.responseCode !== undefined || (error.command !== undefined && beforeData.has(error.command));
  return isSure ? { kind: 'not-sent', why: whyNot(error) } : { kind: 'in-doubt', why: `${whyNot(error)} while the mail was handed over` };
}

const beforeData = new Set(['EHLO', 'HELO', 'STARTTLS', 'AUTH', 'MAIL FROM', 'RCPT TO', 'API']);

function whyNot({ code, responseCode }: SmtpError): string {
  return responseCode ? `the mail server answered ${responseCode}` : `the mail server was not reached (${code ?? 'unknown'})`;
}

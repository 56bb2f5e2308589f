import { createServer, type IncomingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';
import { z } from 'zod';

/** What a test webhook was sent. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How it answers one request: a status and headers, or by breaking off the connection once it has read it. */
export type Answer = { readonly status: number; readonly headers?: Record<string, string>; readonly text?: string } | 'break off';

const slackMessage = z.strictObject({
  text: z.string().min(1),
  blocks: z
    .array(
      z.union([
        z.strictObject({ type: z.literal('header'), text: z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(150) }) }),
        z.strictObject({ type: z.literal('section'), text: z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(3_000) }) }),
        z.strictObject({ type: z.literal('divider') }),
      ]),
    )
    .min(1)
    .max(50),
});

const teamsMessage = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.looseObject({ type: z.literal('AdaptiveCard'), version: z.string(), body: z.array(z.looseObject({ type: z.enum(['TextBlock', 'FactSet']) })).min(1) }),
    }),
  ]),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Answers as an incoming webhook of Slack does: 200 `ok`, or 400 with what is wrong. */
export function likeSlack({ body }: Received): Answer {
  const value = parsed(body);
  if (value === undefined) return { status: 400, text: 'invalid_payload' };
  if (!slackMessage.safeParse(value).success) return { status: 400, text: 'invalid_blocks' };
  return body.length > 13_000 ? { status: 400, text: 'msg_blocks_too_long' } : { status: 200, text: 'ok' };
}

/** Answers as a webhook of Workflows does: 202 without a text. */
export function likeTeams({ body }: Received): Answer {
  if (Buffer.byteLength(body) > 28 * 1024) return { status: 413 };
  return teamsMessage.safeParse(parsed(body)).success ? { status: 202 } : { status: 400, text: '{"error":{"code":"InvalidRequestContent"}}' };
}

/** A server on this machine that stands for a webhook, for one test. */
export async function webhookDouble(answer: (received: Received, number: number) => Answer): Promise<{ readonly url: string; readonly received: readonly Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const one: Received = { path: request.url ?? '', headers: request.headers, body };
      received.push(one);
      const given = answer(one, received.length);
      if (given === 'break off') {
        request.socket.destroy();
        return;
      }
      response.writeHead(given.status, given.headers).end(given.text);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/services/T00/B00/c4n4ry`, received };
}

/** An address of this machine that nothing listens at. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise<unknown>((done) => server.close(done));
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/services/c4n4ry`;
}

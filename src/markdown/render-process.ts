/**
 * Renders documents for another process: a text that crashes or hangs the parser takes this process with it, not the
 * build. Documents come in batches and go back one by one, so that the other side knows which one it waits for.
 */
import { endWithParent } from '../build/parent.ts';
import { batch } from './render-messages.ts';
import { renderMarkdown } from './render-markdown.ts';

const send = (message: unknown) => new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()) ?? resolve());

endWithParent();
// The channel is all there is to wait for.
process.channel?.ref();
let before = send({ ready: true });
process.on('message', (message) => {
  const { documents } = batch.parse(message);
  before = before.then(async () => {
    for (const { number, source } of documents) await send({ number, rendering: await renderMarkdown(source) });
  });
});

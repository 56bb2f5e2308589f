import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { SourceError, type CollectContext } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import type { GitHubSource } from './source.ts';

type App = NonNullable<GitHubSource['app']>;

/**
 * The private key of an App as PEM (PKCS #8), from the environment or from a file. It is hidden before anything is done with it.
 *
 * @throws SourceError that says what is missing, and nothing of the key
 */
export function privateKeyOf(app: App, { env, contentDir, network }: Pick<CollectContext, 'env' | 'contentDir' | 'network'>): string {
  const text = app.keyFile === undefined ? keyInEnvironment(app, env) : keyInFile(app, app.keyFile, contentDir);
  network.hide(text);
  const pem = text.replaceAll('\\n', '\n').trim();
  network.hide(pem);
  const place = app.keyFile === undefined ? `the environment variable ${app.key ?? ''}` : `the file ${app.keyFile}`;
  if (!pem.includes('-----BEGIN ')) throw unusable(app, `${place} holds no private key: it begins with "-----BEGIN"`);
  // With a header and nothing after it, line breaks were lost on the way into the environment.
  if (!pem.includes('\n')) throw unusable(app, `${place} holds one line only: write the line breaks of the key as \\n`);
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'rsa') throw unusable(app, `the key in ${place} is not an RSA key`);
    const normalised = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    network.hide(normalised);
    return normalised;
  } catch (error) {
    // What the library says may quote the text.
    throw error instanceof SourceError ? error : unusable(app, `the key in ${place} is damaged, or locked with a password`);
  }
}

function keyInEnvironment(app: App, env: CollectContext['env']): string {
  const text = env[app.key ?? '']?.trim() ?? '';
  if (text === '') throw unusable(app, `the environment variable ${app.key ?? ''} is not set`);
  return text;
}

function keyInFile(app: App, file: string, contentDir: string): string {
  try {
    return readFileSync(isAbsolute(file) ? file : join(contentDir, file), 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw unusable(app, `the file ${file} ${code === 'ENOENT' ? 'does not exist' : `cannot be read${code === '' ? '' : ` (${code})`}`}`);
  }
}

function unusable(app: App, why: string): SourceError {
  const what = `GitHub App ${app.id} cannot sign in: ${why}`;
  return new SourceError(what, { finding: makeFinding('ALM1004', { what }) });
}

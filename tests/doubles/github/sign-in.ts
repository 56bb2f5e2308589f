import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { z } from 'zod';

/** Who asks: a personal access token, a GitHub App itself, or an installation of it. */
export type Caller = { readonly kind: 'token' | 'app' | 'installation'; readonly account: string };

/** An App's keys; made when it is first needed, since that takes a moment. */
export interface AppKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

let keys: AppKeys | undefined;

export function appKeys(): AppKeys {
  if (keys === undefined) {
    const pair = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } });
    keys = { privateKey: pair.privateKey, publicKey: pair.publicKey };
  }
  return keys;
}

const claims = z.object({ iss: z.union([z.string(), z.number()]), iat: z.number(), exp: z.number() });

/** Tokens that the double takes. */
export class SignIn {
  readonly token: string;
  readonly appId = 12_345;
  readonly clientId = 'Iv1.almanac0double0a';
  readonly installation = 67_890;
  readonly #issued = new Map<string, number>();

  constructor(token: string) {
    this.token = token;
  }

  /** Undefined for what GitHub would answer "Bad credentials". */
  caller(header: string | undefined, now: number): Caller | undefined {
    const value = /^(?:bearer|token)\s+(\S+)$/i.exec(header ?? '')?.[1];
    if (value === undefined) return undefined;
    if (value === this.token) return { kind: 'token', account: 'user ID 1' };
    if ((this.#issued.get(value) ?? 0) > now) return { kind: 'installation', account: `installation ID ${this.installation}` };
    return this.#isJwt(value, now) ? { kind: 'app', account: 'app' } : undefined;
  }

  /** A new installation token, good for an hour. */
  issue(now: number): { readonly token: string; readonly expiresAt: number } {
    const token = `ghs_double${String(this.#issued.size + 1).padStart(30, '0')}`;
    this.#issued.set(token, now + 3_600_000);
    return { token, expiresAt: now + 3_600_000 };
  }

  /** Every token that was given out. */
  issued(): readonly string[] {
    return [...this.#issued.keys()];
  }

  /** Ends all installation tokens. */
  revoke(): void {
    for (const token of this.#issued.keys()) this.#issued.set(token, 0);
  }

  /** A token that the App signed with its key (RS256), for at most ten minutes, by the host's clock. */
  #isJwt(value: string, now: number): boolean {
    const [head, body, signature] = value.split('.');
    if (head === undefined || body === undefined || signature === undefined) return false;
    try {
      const { iss, iat, exp } = claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString()));
      const seconds = now / 1000;
      if (![String(this.appId), this.clientId].includes(String(iss)) || iat > seconds + 60 || exp < seconds || exp > seconds + 660) return false;
      return verify('RSA-SHA256', Buffer.from(`${head}.${body}`), createPublicKey(appKeys().publicKey), Buffer.from(signature, 'base64url'));
    } catch {
      return false;
    }
  }
}

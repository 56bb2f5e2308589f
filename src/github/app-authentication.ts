import githubAppJwt from 'universal-github-app-jwt';
import { z } from 'zod';
import { SourceError } from '../collect/contract.ts';
import { makeFinding } from '../findings/codes.ts';
import type { HttpResponse } from '../network/contract.ts';
import { statusText, shown } from '../network/status-text.ts';
import { notAccepted, type Authentication, type AuthenticationOptions } from './credentials.ts';
import { jsonBody } from './json-body.ts';
import { messageOf } from './policy.ts';
import { gitHubHeaders } from './request-headers.ts';
import type { GitHubSource } from './source.ts';

/** A token is made anew so long before it ends, since a question may wait in a queue with it. */
const renewBeforeMs = 5 * 60_000;
/** A token younger than that was made because another question was told that the one before had ended. */
const freshMs = 60_000;
/** How long a token lasts where GitHub does not say. */
const usualLifeMs = 3_600_000;

const installationAnswer = z.looseObject({ id: z.int().positive() });
const tokenAnswer = z.looseObject({ token: z.string().min(1), expires_at: z.string().nullish() });

interface InstallationToken {
  readonly value: string;
  readonly madeAt: number;
  readonly endsAt: number;
}

/**
 * Signs in as an installation of a GitHub App (GitHub's documentation, "Authenticating as a GitHub App installation"): a
 * short-lived token signed with the App's key buys one for an hour.
 *
 * `universal-github-app-jwt`, which octokit signs with too, does the signing. `@octokit/auth-app` around it keeps tokens by the
 * machine's clock, and requests for one that are under way by the installation's number alone, so that two hosts with the same
 * number would be given each other's.
 */
export class AppAuthentication implements Authentication {
  readonly account: string;
  readonly name: string;
  readonly #options: AuthenticationOptions & { readonly app: NonNullable<GitHubSource['app']>; readonly key: string };
  #held: InstallationToken | undefined;
  #making: Promise<InstallationToken> | undefined;
  #installation: number | undefined;

  constructor(options: AuthenticationOptions & { readonly app: NonNullable<GitHubSource['app']>; readonly key: string }) {
    this.#options = options;
    this.#installation = options.app.installation;
    this.account = `app ${options.app.id} ${options.source.org.toLowerCase()}`;
    this.name = `GitHub App ${options.app.id}`;
  }

  readonly authorize = async ({ renew }: { readonly renew: boolean }): Promise<string> => {
    const now = this.#options.host.now();
    const held = this.#held;
    const good = held !== undefined && now < held.endsAt - renewBeforeMs && !(renew && now > held.madeAt + freshMs);
    if (good) return `Bearer ${held.value}`;
    this.#making ??= this.#make().finally(() => {
      this.#making = undefined;
    });
    this.#held = await this.#making;
    return `Bearer ${this.#held.value}`;
  };

  async #make(): Promise<InstallationToken> {
    this.#installation ??= await this.#find();
    const { org } = this.#options.source;
    const response = await this.#ask('POST', `/app/installations/${this.#installation}/access_tokens`);
    if (response.status === 404) throw this.#notInstalled(`installation ${this.#installation} does not exist for ${org}`);
    const answer = tokenAnswer.safeParse(this.#body(response));
    if (response.status !== 201 || !answer.success) throw this.#notInstalled(`it was given no token for ${org}: ${statusText(response, messageOf(response))}`);
    this.#options.context.network.hide(answer.data.token);
    const madeAt = this.#options.host.now();
    const ends = Date.parse(answer.data.expires_at ?? '');
    return { value: answer.data.token, madeAt, endsAt: Number.isNaN(ends) ? madeAt + usualLifeMs : ends };
  }

  async #find(): Promise<number> {
    const { org } = this.#options.source;
    const response = await this.#ask('GET', `/orgs/${encodeURIComponent(org)}/installation`);
    if (response.status === 404) throw this.#notInstalled(`it is not installed in ${org}`);
    const answer = installationAnswer.safeParse(this.#body(response));
    if (!answer.success) throw this.#notInstalled(`its installation in ${org} was not told: ${statusText(response, messageOf(response))}`);
    return answer.data.id;
  }

  async #ask(method: 'GET' | 'POST', path: string): Promise<HttpResponse> {
    const { host, addresses, context, app } = this.#options;
    const response = await host.send({
      request: { method, url: `${addresses.rest}${path}`, headers: gitHubHeaders(), ...(method === 'POST' ? { body: '' } : {}) },
      // An account of its own: whoever waits for a token holds a place in the installation's.
      account: `app ${app.id}`,
      resource: 'core',
      points: 1,
      collector: 'sign-in',
      authorization: () => this.#sign(),
      answers: [401, 403, 404, 422],
      signal: context.signal,
    });
    if (response.status === 401) throw notAccepted(`the private key of ${this.name}`, shown(messageOf(response)));
    return response;
  }

  /** By the host's clock, which is the one that its end is compared with. */
  async #sign(): Promise<string> {
    const { app, key, host, context } = this.#options;
    const { token } = await githubAppJwt({ id: app.id, privateKey: key, now: Math.floor(host.now() / 1000) });
    context.network.hide(token);
    return `Bearer ${token}`;
  }

  #body(response: HttpResponse): unknown {
    const body = jsonBody(response);
    return body.kind === 'json' ? body.value : undefined;
  }

  #notInstalled(why: string): SourceError {
    const what = `${this.name} cannot be used: ${why}`;
    return new SourceError(what, { finding: makeFinding('ALM1005', { what }) });
  }
}

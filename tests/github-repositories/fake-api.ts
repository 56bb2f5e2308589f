import type { GitHubApi, GraphQLAnswer, RestAnswer } from '../../src/github/contract.ts';

/** One question to the fake. */
export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An API that answers queries as a test says, and remembers them. */
export class FakeApi implements GitHubApi {
  readonly host = 'github.com';
  readonly asked: Asked[] = [];
  readonly #answer: (asked: Asked) => Partial<GraphQLAnswer> | Promise<Partial<GraphQLAnswer>>;

  constructor(answer: (asked: Asked) => Partial<GraphQLAnswer> | Promise<Partial<GraphQLAnswer>>) {
    this.#answer = answer;
  }

  async graphql(_collector: string, query: string, variables: Readonly<Record<string, unknown>>): Promise<GraphQLAnswer> {
    const asked = { query, variables };
    this.asked.push(asked);
    return { data: null, errors: [], ...(await this.#answer(asked)) };
  }

  async rest(): Promise<RestAnswer> {
    throw new Error('the fake has no REST API');
  }
}

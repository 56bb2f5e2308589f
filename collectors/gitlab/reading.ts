import type { FieldCensus, FetchContext } from '../../src/collect/contract.ts';
import type { GitLabAnswer, GitLabApi } from '../../src/gitlab/api.ts';
import type { ListedProject } from '../../src/gitlab/projects.ts';
import type { GitLabSource } from '../../src/gitlab/source.ts';
import { makeFinding } from '../../src/findings/codes.ts';
import type { Finding } from '../../src/schema/finding.ts';

/** One project on its way to its pages. */
export interface Reading extends ListedProject {
  readonly api: GitLabApi;
  readonly source: GitLabSource;
  readonly context: FetchContext;
  /** As its clones call it: gitlab.example.com/acme/payments. */
  readonly repository: string;
  readonly url: string;
  readonly since: string;
}

/** What a part of a project gave: its records, or that the token may not read it. */
export type Part = { readonly state: 'read'; readonly answer: GitLabAnswer } | { readonly state: 'withheld' } | { readonly state: 'absent' };

/** Asks for a part of a project that may be withheld (403) or not there: switched off, or of an edition that lacks it (404). */
export async function askPart({ api, project, context }: Pick<Reading, 'api' | 'project'> & { readonly context: Pick<FetchContext, 'signal'> }, path: string, parameters: Readonly<Record<string, string>> | URLSearchParams = {}): Promise<Part> {
  const answer = await api.rest(`/projects/${project.id}${path}`, { signal: context.signal, parameters, answers: [403, 404], resource: path === '' ? 'project' : 'core' });
  if (answer.status === 403) return { state: 'withheld' };
  if (answer.status === 404) return { state: 'absent' };
  return { state: 'read', answer };
}

/** The finding about a part that the token may not read. */
export function withheld({ repository }: Pick<Reading, 'repository'>, part: string, role: string): Finding {
  return makeFinding('ALM1044', { what: `The token may not read the ${part} of ${repository}: it needs the role ${role} or higher`, repository });
}

/** One page that a part gives. */
export interface PartPage<T> {
  readonly records: readonly T[];
  readonly unfit: readonly { readonly kind: string; readonly record: string; readonly reason: string }[];
  readonly findings: readonly Finding[];
  readonly census: readonly FieldCensus[];
}

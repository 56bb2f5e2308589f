import { type RawPage, SourceError } from '../collect/contract.ts';
import { type GraphQLAnswer, type GraphQLProblem, PermissionError } from './contract.ts';
import { permissionOfProblem } from './permission.ts';

/** What was asked for, and what would let the credentials read it. */
export interface Asked {
  /** What could not be done: `the teams of acme could not be read`. */
  readonly what: string;
  /** As GitHub names it: `Members: read`. */
  readonly permission: string;
}

/** The permission that the problem is about, as exactly as it is known; undefined for a problem of another kind. */
export function lacking(problem: GraphQLProblem, permission: string): string | undefined {
  const told = permissionOfProblem(problem);
  return told === undefined ? undefined : exact(told, permission);
}

/** True if the problem is one of permission. */
export function isRefusal(problem: GraphQLProblem): boolean {
  return permissionOfProblem(problem) !== undefined;
}

/** What GitHub says it needs, unless it only says that it needs something. */
function exact(told: string, permission: string): string {
  return told.startsWith('what ') ? permission : told;
}

/** The error of an answer that holds nothing of what was asked for: withheld where the credentials are the reason. */
export function refuse({ errors }: Pick<GraphQLAnswer, 'errors'>, { what, permission }: Asked): SourceError {
  for (const problem of errors) {
    const missing = lacking(problem, permission);
    if (missing !== undefined) return withheld({ permission: missing });
  }
  const [first] = errors;
  return new SourceError(`${what}: ${first === undefined ? 'GitHub answered in a form that is not known' : `GitHub says: ${first.message}`}`);
}

/**
 * The error where the credentials may not read a part.
 *
 * @param asked `what` only for a part that there is one of: the kernel tells thousands for one reason as one
 */
export function withheld({ what, permission }: Partial<Asked> & Pick<Asked, 'permission'>): SourceError {
  return new SourceError(`${what === undefined ? '' : `${what}: `}the credentials lack the permission \`${permission}\``, { withheld: true });
}

/** The same pages, and a missing permission as the error that withholds the shard. */
export async function* withholding(pages: AsyncIterable<RawPage>, permission: string): AsyncGenerator<RawPage> {
  try {
    yield* pages;
  } catch (error) {
    throw error instanceof PermissionError ? withheld({ permission: exact(error.permission, permission) }) : error;
  }
}

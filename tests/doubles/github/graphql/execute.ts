import { execute, type DocumentNode, type GraphQLFieldResolver, GraphQLError, Kind, parse, specifiedRules, validate, type ValidationRule } from 'graphql';
import { InvalidCursor } from './connection.ts';
import type { GraphQLContext } from './context.ts';
import { costOf, type QueryCost } from './cost.ts';
import { fieldPermissions } from './permissions.ts';
import { problem, root } from './root.ts';
import { gitHubSchema } from './schema.ts';

/** A query as it came in, checked and counted; what is to be answered at once where it is refused. */
export interface Prepared {
  readonly document: DocumentNode | undefined;
  readonly cost: QueryCost;
  readonly refused: readonly Readonly<Record<string, unknown>>[] | undefined;
}

const free: QueryCost = { requests: 0, points: 1, nodes: 0, problems: [] };
const checked = new Map<string, { document: DocumentNode | undefined; errors: readonly Readonly<Record<string, unknown>>[] }>();
// GitHub takes queries that do not use a variable, and so does the double.
const rules: readonly ValidationRule[] = specifiedRules.filter((rule) => rule.name !== 'NoUnusedVariablesRule');

/** Checks a query against the schema as GitHub does, before anything of it is run. */
export function prepare(query: string, variables: Readonly<Record<string, unknown>>, operationName?: string): Prepared {
  let known = checked.get(query);
  if (known === undefined) {
    known = check(query);
    checked.set(query, known);
  }
  if (known.document === undefined || known.errors.length > 0) return { document: known.document, cost: free, refused: known.errors };
  const cost = costOf(gitHubSchema(), known.document, variables, operationName);
  const refused = cost.problems.map(({ type, path, message }) => ({ type, path, message, locations: [{ line: 1, column: 1 }] }));
  return { document: known.document, cost, refused: refused.length === 0 ? undefined : refused };
}

function check(query: string): { document: DocumentNode | undefined; errors: readonly Readonly<Record<string, unknown>>[] } {
  try {
    const document = parse(query);
    const errors = validate(gitHubSchema(), document, rules).map((error) => ({ message: said(error), locations: error.locations ?? [], path: ['query'], extensions: { code: error.message.startsWith('Cannot query field') ? 'undefinedField' : 'invalid' } }));
    return { document, errors };
  } catch (error) {
    return { document: undefined, errors: [{ message: error instanceof Error ? error.message : 'Parse error', locations: [] }] };
  }
}

/** What GitHub says of a field that is not there. */
function said({ message }: GraphQLError): string {
  const [, field, type] = /^Cannot query field "(.+?)" on type "(.+?)"/.exec(message) ?? [];
  return field === undefined || type === undefined ? message : `Field '${field}' doesn't exist on type '${type}'`;
}

const field: GraphQLFieldResolver<unknown, GraphQLContext> = (source, given, context, info) => {
  const name = `${info.parentType.name}.${info.fieldName}`;
  const needs = fieldPermissions[name];
  if (needs !== undefined && !context.grant.has(needs)) throw problem('FORBIDDEN', 'Resource not accessible by integration');
  if (typeof source !== 'object' || source === null || !(info.fieldName in source)) {
    context.unmodelled(name);
    return null;
  }
  const value: unknown = Reflect.get(source, info.fieldName);
  if (typeof value !== 'function') return value;
  const result: unknown = Reflect.apply(value, source, [given]);
  return result;
};

/** Runs a query that was not refused. */
export async function run(document: DocumentNode, { context, variables, operationName }: { context: GraphQLContext; variables: Readonly<Record<string, unknown>>; operationName: string | undefined }): Promise<Readonly<Record<string, unknown>>> {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind === Kind.OPERATION_DEFINITION && operation.operation !== 'query') throw new Error('the double changes nothing: only queries');
  const result = await execute({
    schema: gitHubSchema(),
    document,
    rootValue: root(context),
    contextValue: context,
    variableValues: { ...variables },
    operationName: operationName ?? null,
    fieldResolver: field,
    typeResolver: (value) => (typeof value === 'object' && value !== null && '__typename' in value && typeof value.__typename === 'string' ? value.__typename : undefined),
  });
  const errors = (result.errors ?? []).map((error) => ({
    ...(typeof error.extensions['type'] === 'string' ? { type: error.extensions['type'] } : error.originalError instanceof InvalidCursor ? { type: 'INVALID_CURSOR_ARGUMENTS' } : {}),
    path: error.path ?? [],
    locations: error.locations ?? [],
    message: error.message,
  }));
  return errors.length === 0 ? { data: result.data } : { data: result.data, errors };
}

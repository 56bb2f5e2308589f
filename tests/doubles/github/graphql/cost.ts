import { type DocumentNode, type FieldNode, getNamedType, type GraphQLField, type GraphQLNamedType, type GraphQLSchema, isAbstractType, isObjectType, isInterfaceType, Kind, type SelectionSetNode, valueFromASTUntyped } from 'graphql';

/** What a query may cost, worked out before it is run. */
export interface QueryCost {
  /** Connection requests: each connection counts once for each node that it is asked of. */
  readonly requests: number;
  /** Points: requests divided by a hundred, rounded, at least one. */
  readonly points: number;
  /** Nodes that all connections may give at most. */
  readonly nodes: number;
  /** What GitHub refuses the query for. */
  readonly problems: readonly CostProblem[];
}

export interface CostProblem {
  readonly type: 'EXCESSIVE_PAGINATION' | 'MISSING_PAGINATION_BOUNDARIES' | 'MAX_NODE_LIMIT_EXCEEDED' | 'ARGUMENT_LIMIT';
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Nodes that one call may ask for. */
export const maximumNodes = 500_000;

type Variables = Readonly<Record<string, unknown>>;

/**
 * Cost as GitHub's page "Rate limits and query limits for the GraphQL API" works it out: requests needed for each connection,
 * every one reaching its `first` or `last`; `nodes(ids:)` counts as that many parents. A connection that is only asked for its
 * `totalCount` needs no `first`, and counts too.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, variables: Variables, operationName?: string): QueryCost {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION && (operationName === undefined || definition.name?.value === operationName));
  const query = schema.getQueryType();
  if (operation?.kind !== Kind.OPERATION_DEFINITION || query === undefined || query === null) return { requests: 0, points: 1, nodes: 0, problems: [] };
  const defaults = Object.fromEntries((operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) => (defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]])));
  const walk = new Walk(schema, document, { ...defaults, ...variables });
  walk.selections(operation.selectionSet, query, 1, ['query']);
  return walk.cost();
}

class Walk {
  readonly #schema: GraphQLSchema;
  readonly #document: DocumentNode;
  readonly #variables: Variables;
  readonly #problems: CostProblem[] = [];
  #requests = 0;
  #nodes = 0;

  constructor(schema: GraphQLSchema, document: DocumentNode, variables: Variables) {
    this.#schema = schema;
    this.#document = document;
    this.#variables = variables;
  }

  cost(): QueryCost {
    const points = Math.max(1, Math.round(this.#requests / 100));
    return { requests: this.#requests, points, nodes: this.#nodes, problems: this.#problems };
  }

  selections(set: SelectionSetNode | undefined, parent: GraphQLNamedType, parents: number, path: readonly string[]): void {
    for (const selection of set?.selections ?? []) {
      if (this.#left(selection)) continue;
      if (selection.kind === Kind.FIELD) this.#field(selection, parent, parents, [...path, selection.alias?.value ?? selection.name.value]);
      else if (selection.kind === Kind.INLINE_FRAGMENT) this.selections(selection.selectionSet, this.#named(selection.typeCondition?.name.value) ?? parent, parents, path);
      else {
        const fragment = this.#document.definitions.find((definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === selection.name.value);
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) this.selections(fragment.selectionSet, this.#named(fragment.typeCondition.name.value) ?? parent, parents, path);
      }
    }
  }

  #field(node: FieldNode, parent: GraphQLNamedType, parents: number, path: readonly string[]): void {
    const field = fieldOf(parent, node.name.value);
    if (field === undefined) return;
    const type = getNamedType(field.type);
    if (!isObjectType(type) && !isAbstractType(type)) return;
    if (type.name.endsWith('Connection')) this.selections(node.selectionSet, type, parents * this.#connection(node, type.name, parents, path), path);
    else if (node.name.value === 'nodes' && parent === this.#schema.getQueryType()) this.selections(node.selectionSet, type, parents * this.#ids(node, path), path);
    else this.selections(node.selectionSet, type, parents, path);
  }

  /** Counts a connection and tells how many nodes each of its parents may give. */
  #connection(node: FieldNode, type: string, parents: number, path: readonly string[]): number {
    this.#requests += parents;
    const first = this.#argument(node, 'first');
    const last = this.#argument(node, 'last');
    for (const [name, value] of [['first', first], ['last', last]] as const) {
      if (typeof value !== 'number') continue;
      if (value > 100) this.#problems.push({ type: 'EXCESSIVE_PAGINATION', path, message: `Requesting ${value} records on the \`${node.name.value}\` connection exceeds the \`${name}\` limit of 100 records.` });
      if (value < 0) this.#problems.push({ type: 'EXCESSIVE_PAGINATION', path, message: `\`${name}\` on the \`${node.name.value}\` connection cannot be less than zero.` });
    }
    const size = typeof first === 'number' ? first : typeof last === 'number' ? last : undefined;
    const gives = node.selectionSet?.selections.some((selection) => selection.kind !== Kind.FIELD || !['totalCount', '__typename', 'issueCount', 'repositoryCount'].includes(selection.name.value)) ?? false;
    if (size === undefined && gives) this.#problems.push({ type: 'MISSING_PAGINATION_BOUNDARIES', path, message: `You must provide a \`first\` or \`last\` value to properly paginate the \`${node.name.value}\` connection.` });
    this.#nodes += parents * (size ?? 0);
    if (this.#nodes > maximumNodes && !this.#problems.some((problem) => problem.type === 'MAX_NODE_LIMIT_EXCEEDED')) {
      this.#problems.push({ type: 'MAX_NODE_LIMIT_EXCEEDED', path, message: `By the time this query traverses to the ${node.name.value} connection, it is requesting up to ${this.#nodes.toLocaleString('en-US')} possible nodes which exceeds the maximum limit of 500,000. (${type})` });
    }
    return size ?? 0;
  }

  #ids(node: FieldNode, path: readonly string[]): number {
    const ids = this.#argument(node, 'ids');
    const count = Array.isArray(ids) ? ids.length : 1;
    if (count > 100) this.#problems.push({ type: 'ARGUMENT_LIMIT', path, message: `You may not provide more than 100 node ids; you provided ${count}.` });
    return count;
  }

  #argument(node: FieldNode, name: string): unknown {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    return value === undefined ? undefined : valueFromASTUntyped(value, this.#variables);
  }

  /** Whether `@skip` or `@include` leaves it out. */
  #left(selection: SelectionSetNode['selections'][number]): boolean {
    return (selection.directives ?? []).some((directive) => {
      const value = directive.arguments?.[0]?.value;
      const condition = value === undefined ? undefined : valueFromASTUntyped(value, this.#variables);
      return (directive.name.value === 'skip' && condition === true) || (directive.name.value === 'include' && condition === false);
    });
  }

  #named(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.#schema.getType(name);
  }
}

function fieldOf(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

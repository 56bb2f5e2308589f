import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, extendSchema, GraphQLObjectType, parse, type GraphQLSchema } from 'graphql';

/** What the API has and the published schema of `@octokit/graphql-schema` does not have yet. */
const newer: readonly { readonly type: string; readonly field: string; readonly definition: string }[] = [
  { type: 'Release', field: 'immutable', definition: 'Boolean!' },
];

let built: GraphQLSchema | undefined;

/** GitHub's published schema with what is newer; built once for each process, since that takes a good part of a second. */
export function gitHubSchema(): GraphQLSchema {
  if (built !== undefined) return built;
  // Beside the package's entry, which is all that it exports.
  const file = new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema'));
  const published = buildSchema(readFileSync(fileURLToPath(file), 'utf8'), { assumeValidSDL: true, noLocation: true });
  const missing = newer.filter(({ type, field }) => {
    const known = published.getType(type);
    return known instanceof GraphQLObjectType && !(field in known.getFields());
  });
  built = missing.length === 0 ? published : extendSchema(published, parse(missing.map(({ type, field, definition }) => `extend type ${type} { ${field}: ${definition} }`).join('\n')));
  return built;
}

import { z } from 'zod';
import { entityOf } from './envelope.ts';
import { lifecycleField, ownerField, systemField } from './fields.ts';
import { filled } from './names.ts';

/** An interface that a component provides. */
export const apiEntity = entityOf(
  'API',
  z.looseObject({
    type: filled.describe('Format of the definition: openapi, asyncapi, graphql, grpc'),
    lifecycle: lifecycleField,
    owner: ownerField,
    system: systemField,
    // Editors see the file before placeholders are resolved, so the published JSON Schema takes `$text: ...` as well.
    definition: filled.meta({ description: 'The definition itself as text, or `$text: ./openapi.yaml`', type: ['string', 'object'] }),
  }),
);

/** An API of the type `mcp-server`: it has endpoints in place of a definition. */
export const mcpServerEntity = entityOf(
  'API',
  z.looseObject({
    type: z.literal('mcp-server').describe('An MCP (Model Context Protocol) server'),
    lifecycle: lifecycleField,
    owner: ownerField,
    system: systemField,
    remotes: z
      .array(
        z.looseObject({
          type: filled.describe('Transport: streamable-http, stdio, sse'),
          url: filled.describe('Address of the endpoint; for stdio it may be a command'),
        }),
      )
      .min(1, 'must name at least one endpoint')
      .describe('Endpoints of the server'),
  }),
);

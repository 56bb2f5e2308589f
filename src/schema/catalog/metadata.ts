import { z } from 'zod';
import { entityName, filled, labelValue, namespaceName, notBlank, prefixedName, tagName } from './names.ts';

/** One entry of `metadata.links`. Unknown keys pass, as everywhere in metadata. */
export const declaredLink = z.looseObject({
  url: filled
    .refine((text) => URL.canParse(text), 'must be a complete address, such as https://example.com/dashboard')
    .describe('Address of the link'),
  title: notBlank.optional().describe('Text of the link'),
  icon: notBlank.optional().describe('Key of an icon'),
  type: filled.optional().describe('What the link is for, to group links: runbook, dashboard, documentation'),
});

/** `metadata`, the same for every kind. */
export const metadata = z
  .looseObject({
    name: entityName.describe('Name, unique within its kind and namespace without regard to case; at most 63 characters'),
    namespace: namespaceName.optional().describe('Namespace; `default` without it. Lower case'),
    title: filled.optional().describe('Name shown to people in place of `name`'),
    description: z.string().optional().describe('What it is, in a sentence or two'),
    labels: z
      .record(prefixedName, labelValue)
      .optional()
      .describe('Identifying pairs of key and value, such as `example.com/tier: gold`'),
    annotations: z
      .record(prefixedName, z.string())
      .optional()
      .describe('Pairs that tie the entity to other systems, such as `github.com/project-slug: acme/payments`'),
    tags: z.array(tagName).optional().describe('Words to filter by: lower-case letters, digits, hyphens and `:+#`'),
    links: z.array(declaredLink).optional().describe('Links shown on the page of the entity'),
    uid: filled.optional().describe('Set by Backstage; leave it out'),
    etag: filled.optional().describe('Set by Backstage; leave it out'),
  })
  .describe('What is the same for every kind: name, title, description, tags, links, annotations');

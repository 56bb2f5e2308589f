import { z } from 'zod';
import { permission } from '../planning/roles.ts';
import { parts } from '../planning/responsibilities.ts';
import { quarter } from '../planning/quarter.ts';
import { roadmapStatus } from '../planning/roadmap.ts';
import { day, instant } from '../primitives.ts';
import { person } from './document.ts';
import { entityLinkView, sitePath } from './shared.ts';

/** An item of the roadmap. */
export const roadmapEntry = z.strictObject({
  id: z.string(),
  title: z.string(),
  path: sitePath.describe('Its place on the page of the roadmap'),
  description: z.string().optional(),
  outcome: z.string().optional().describe('What is different for whom once it is done'),
  quarter,
  status: roadmapStatus,
  late: z.boolean().describe('True if its quarter is over and it is neither done nor dropped'),
  lateBy: z.int().nonnegative().describe('Quarters that have ended since, with its own; 0 if it is not late'),
  moves: z.array(z.strictObject({ from: quarter, to: quarter, on: day, why: z.string() })).describe('Earliest first'),
  entities: z.array(entityLinkView),
  owner: person.optional(),
  link: z.string().optional(),
});
export type RoadmapEntry = z.infer<typeof roadmapEntry>;

export const roadmapQuarter = z.strictObject({
  quarter,
  title: z.string().describe('October to December 2026'),
  when: z.enum(['past', 'current', 'coming']),
  items: z.array(roadmapEntry),
});
export type RoadmapQuarter = z.infer<typeof roadmapQuarter>;

/** `api/v1/planning/roadmap.json`. */
export const roadmapPage = z.strictObject({
  asOf: instant,
  total: z.int().nonnegative(),
  current: quarter.describe("The quarter of the edition's day"),
  late: z.array(roadmapEntry).describe('Items whose quarter is over and that are neither done nor dropped, longest late first; they are in their quarters too'),
  board: z.array(roadmapQuarter).describe('The quarter before this one, this one, and the three after it'),
  later: z.array(roadmapQuarter),
  earlier: z.array(roadmapQuarter).describe('Latest first'),
});
export type RoadmapPage = z.infer<typeof roadmapPage>;

/** What one role may do in one capability. */
const roleRow = z.strictObject({ title: z.string(), note: z.string().optional(), approver: person.partial({ ref: true }).optional(), cells: z.array(permission).describe('In the order of the roles') });

/** `api/v1/planning/roles/<id>.json`: who may do what, per capability. */
export const roleMatrixPage = z.strictObject({
  asOf: instant,
  id: z.string(),
  title: z.string(),
  path: sitePath,
  description: z.string().optional(),
  owner: person.optional(),
  roles: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      description: z.string().optional(),
      granted: z.string().optional(),
      approver: person.partial({ ref: true }).optional().describe('A group, or a role in words'),
      link: z.string().optional(),
    }),
  ),
  capabilities: z.array(z.strictObject({ id: z.string().describe('Anchor on the page'), entity: entityLinkView, actions: z.array(roleRow) })),
});
export type RoleMatrixPage = z.infer<typeof roleMatrixPage>;

const listed = z.strictObject({ id: z.string(), title: z.string(), path: sitePath, description: z.string().optional(), owner: person.optional() });

/** `api/v1/planning/roles.json`. */
export const roleMatrixList = z.strictObject({
  asOf: instant,
  matrices: z.array(listed.extend({ roles: z.array(z.string()), capabilities: z.int(), actions: z.int() })),
});
export type RoleMatrixList = z.infer<typeof roleMatrixList>;

export const responsibilityPart = z.enum(parts);

/** `api/v1/planning/responsibilities/<id>.json`: areas by teams, with one accountable team each. */
export const responsibilityPage = z.strictObject({
  asOf: instant,
  id: z.string(),
  title: z.string(),
  path: sitePath,
  description: z.string().optional(),
  owner: person.optional(),
  teams: z.array(entityLinkView.extend({ charter: sitePath.optional().describe('Its charter, if it has one') })),
  areas: z.array(
    z.strictObject({
      id: z.string().describe('Anchor on the page'),
      title: z.string(),
      description: z.string().optional(),
      entities: z.array(entityLinkView),
      cells: z.array(z.array(responsibilityPart)).describe('In the order of the teams; empty where a team has no part'),
    }),
  ),
});
export type ResponsibilityPage = z.infer<typeof responsibilityPage>;

/** `api/v1/planning/responsibilities.json`. */
export const responsibilityList = z.strictObject({
  asOf: instant,
  matrices: z.array(listed.extend({ areas: z.int(), teams: z.int() })),
});
export type ResponsibilityList = z.infer<typeof responsibilityList>;

/** What of objectives, roadmap, roles and responsibilities is about one entity; at most 50 of each. */
export const entityPlanning = z.strictObject({
  objectives: z.array(
    z.strictObject({ title: z.string(), path: sitePath, target: z.string().describe('99.9% over 28 days'), allowed: z.string().optional().describe('What may fail: about 43.2 minutes'), indicator: z.string().optional() }),
  ),
  roadmap: z.array(z.strictObject({ title: z.string(), path: sitePath, quarter: z.string(), status: z.string(), late: z.boolean(), outcome: z.string().optional() })),
  roles: z
    .array(z.strictObject({ role: z.string(), may: z.array(z.string()), mayWithApproval: z.array(z.string()), mayNot: z.array(z.string()), path: sitePath }))
    .describe('For a capability: which role may do what'),
  responsibilities: z
    .array(
      z.strictObject({
        area: z.string(),
        part: z.string().optional().describe('accountable, responsible, consulted or informed, more than one with commas; absent for what the area is about'),
        accountable: entityLinkView.optional().describe('Who answers for the area, where it is another team'),
        with: z.array(entityLinkView).describe('The other teams that do the work or answer for it'),
        path: sitePath,
      }),
    )
    .describe('For a team: its parts; for what an area is about: who answers for it'),
  more: z.strictObject({ objectives: z.int(), roadmap: z.int(), responsibilities: z.int() }).describe('How many more there are of each'),
});
export type EntityPlanning = z.infer<typeof entityPlanning>;

import { z } from 'zod';

/** What a message is written as: Markdown in a `text` field (Mattermost, Rocket.Chat), Slack blocks, a Teams card, or plain JSON for a script. */
export const announcementFormat = z.enum(['markdown', 'slack', 'teams', 'json']);
export type AnnouncementFormat = z.infer<typeof announcementFormat>;

/** Which releases of repositories are announced. */
export const announcedReleases = z.enum(['none', 'breaking', 'all']);
export type AnnouncedReleases = z.infer<typeof announcedReleases>;

/** One entry under `announce` in almanac.yaml: a webhook that `almanac announce --post` posts to. */
export const webhook = z.strictObject({
  format: announcementFormat.describe('What the channel understands: slack, teams, markdown (Mattermost, Rocket.Chat) or json'),
  urlFrom: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable: the address itself is a secret and never stands in a file')
    .describe('Environment variable that holds the address: SLACK_WEBHOOK_URL. It also tells the webhook apart from others'),
  teams: z.array(z.string().min(1)).min(1).optional().describe('Only what concerns these teams: references of Groups. Without it, everything'),
  releases: announcedReleases.default('breaking').describe('Releases of repositories to announce besides the entries of the organisation'),
});
export type Webhook = z.infer<typeof webhook>;

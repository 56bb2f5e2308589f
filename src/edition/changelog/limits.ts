/** How much of changelogs pages, their files and feeds hold: what is older is where it comes from. */
export const limits = {
  /** Entries of the organisation: of an entity, of the platform, that affect an entity. */
  entries: 100,
  platformEntries: 200,
  affecting: 50,
  /** Releases of an entity or team, of the platform; entries of one. */
  releases: 10,
  platformReleases: 50,
  releaseEntries: 25,
  /** Entities on the page of the platform. */
  entities: 100,
  /** Entries in another page's section on changes. */
  excerpt: 5,
  /** Entries of the feed of everything: of the organisation, and as many releases. Of the feed of an entity or team. */
  platformFeedEntries: 50,
  feedEntries: 20,
} as const;

/**
 * The icons of the site, our own: each the `d` of one path, drawn as a line 1.5 wide on a grid of 16. They stand beside a
 * word and repeat it, so they are hidden from screen readers; `Icon.astro` draws them.
 */
export const icons = {
  // Kinds of the catalog.
  component: 'M8 1.8 13.5 4.9v6.2L8 14.2 2.5 11.1V4.9zM2.7 5 8 8l5.3-3M8 8v6',
  api: 'M5.5 3 2 8l3.5 5M10.5 3 14 8l-3.5 5M6.8 8h.1M9.2 8h.1',
  resource: 'M2.8 4c0-2.7 10.4-2.7 10.4 0S2.8 6.7 2.8 4v8c0 2.7 10.4 2.7 10.4 0V4M2.8 8c0 2.7 10.4 2.7 10.4 0',
  system: 'M2.5 2.5h4v4h-4zM9.5 9.5h4v4h-4zM9.5 2.5h4v4h-4zM4.5 6.5v5h5',
  domain: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M2 8h12M8 2c-4.5 4-4.5 8 0 12 4.5-4 4.5-8 0-12',
  team: 'M6 7.6A2.4 2.4 0 1 0 6 2.8a2.4 2.4 0 0 0 0 4.8M1.5 13.2c0-4.6 9-4.6 9 0M10.6 3a2.3 2.3 0 0 1 0 4.4M12.4 9.8c1.4.5 2.1 1.6 2.1 3.4',
  user: 'M8 7.8A2.8 2.8 0 1 0 8 2.2a2.8 2.8 0 0 0 0 5.6M2.8 13.8c0-5 10.4-5 10.4 0',
  capability: 'M8.8 1.8 3 9.2h4.2l-.8 5L12.6 6.6H8z',
  repository: 'M3.2 12.6V3.2c0-.7.5-1.2 1.2-1.2h8.4v9.4H4.4c-1.6 0-1.6 2.6 0 2.6h8.4v-2.6M5.8 4.6h4.4',
  // Kinds of text.
  doc: 'M3.5 1.8h6l3 3v9.4h-9zM9.3 2v3h3M5.8 8h4.4M5.8 10.8h4.4',
  runbook: 'M4 3H2.8v11.2h10.4V3H12M5.5 1.8h5v2.6h-5zM5.2 8.4l1 1 1.8-2M5.2 11.6h5.6M10 8.4h.8',
  postmortem: 'M1.5 8.5h3L6.3 4l3 8 1.8-3.5h3.4',
  decision: 'M8 2v12M4 14h8M3 4.5h10M3 4.5 1.2 9.4h3.6zM13 4.5l-1.8 4.9h3.6z',
  question: 'M2 2.5h12v8.6H7.4L4 14v-2.9H2zM6.5 5.6c.3-1.6 3.2-1.4 3 .2-.1 1-1.5 1-1.5 2M8 9.4v.1',
  roadmap: 'M2 3.5h7M5 8h7M8 12.5h6M11 2.5l1.5 1L11 4.5M2 8h1',
  objective: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 8h.1',
  // Kinds of change.
  added: 'M8 3v10M3 8h10',
  changed: 'M2.5 8h11M9 3.5 13.5 8 9 12.5',
  deprecated: 'M3.2 2h9.6M3.2 14h9.6M4.2 2c0 4 3.8 4 3.8 6s-3.8 2-3.8 6M11.8 2c0 4-3.8 4-3.8 6s3.8 2 3.8 6',
  removed: 'M3 8h10',
  fixed: 'M13.6 4.2a3.6 3.6 0 0 1-4.9 4.4L4.3 13a1.6 1.6 0 0 1-2.3-2.3l4.4-4.4a3.6 3.6 0 0 1 4.4-4.9L8.6 3.6l.4 2.4 2.4.4z',
  security: 'M8 1.7 13.2 3.6v4c0 3-2 5.4-5.2 6.7-3.2-1.3-5.2-3.7-5.2-6.7v-4z',
  // States.
  check: 'M2.5 8.5 6.1 12.3 13.5 4',
  cross: 'M3.5 3.5l9 9m0-9-9 9',
  unknown: 'M5 5.3a3 3 0 1 1 4.3 2.8C8.3 8.6 8 9.2 8 10.3M8 13.7v.1',
  warning: 'M8 2 14.6 13.6H1.4zM8 6.4v3.2M8 11.6v.1',
  error: 'M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM8 4.8v3.8M8 11v.1',
  info: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.4v3.8M8 4.8v.1',
  tip: 'M5.8 11.4C3 9.6 3 2 8 2s5 7.6 2.2 9.4zM6.2 14h3.6',
  clock: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.4V8l2.4 1.8',
  up: 'M8 13.5v-11M3.5 7 8 2.5 12.5 7',
  down: 'M8 2.5v11M3.5 9 8 13.5 12.5 9',
  level: 'M2.5 13.5v-3h3v3zM6.5 13.5v-6h3v6zM10.5 13.5v-11h3v11z',
  // What can be done.
  search: 'M7 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6M10.5 10.5l3.7 3.7',
  menu: 'M2 4h12M2 8h12M2 12h12',
  'link-out': 'M6.5 3.2h-4v10.3h10.3v-4M9 2h5v5M14 2 7.5 8.5',
  link: 'M6.8 9.2a2.6 2.6 0 0 0 3.8 0l2.6-2.6a2.7 2.7 0 0 0-3.8-3.8l-1 1M9.2 6.8a2.6 2.6 0 0 0-3.8 0L2.8 9.4a2.7 2.7 0 0 0 3.8 3.8l1-1',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  edit: 'M10.6 2.6l2.8 2.8-8 8-3.6.8.8-3.6zM8.8 4.4l2.8 2.8',
  feed: 'M3 2.5A10.5 10.5 0 0 1 13.5 13M3 7a6 6 0 0 1 6 6M3.8 12.2h.1',
  calendar: 'M2.2 3.4h11.6v10.4H2.2zM2.2 6.6h11.6M5.2 1.8v3M10.8 1.8v3',
  sort: 'M5 3v10M2.5 10.5 5 13l2.5-2.5M11 13V3M8.5 5.5 11 3l2.5 2.5',
  filter: 'M2 3h12L9.5 8.4v5.2l-3-1.6V8.4z',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1',
  moon: 'M13.8 9.6A6.2 6.2 0 1 1 6.4 2.2a5 5 0 0 0 7.4 7.4',
  auto: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 2v12M8 5h4.6M8 8h6M8 11h4.6',
} as const;

/** The name of an icon. */
export type IconName = keyof typeof icons;

/**
 * The documents of a new organisation, by path: one of each kind that a team needs first, to be written over. They say what
 * holds anywhere, and each shows something of its kind's front matter.
 *
 * @param day the day they are written on, such as 2026-11-21
 */
export function starterDocuments(day: string): [path: string, text: string][] {
  return [
    ['docs/index.md', docsIndex],
    ['docs/getting-started/_section.yaml', section],
    ['docs/getting-started/index.md', gettingStarted],
    ['docs/getting-started/writing.md', writing],
    ['runbooks/night-failed.md', runbook],
    ['architecture-decisions/0001-record-decisions.md', decision(day)],
  ];
}

const docsIndex = `---
title: Docs
description: How software is built, shipped and run here
owner: platform
---

New here? Begin with [Getting started](getting-started/). Something is wrong right now? Follow its
[runbook](../runbooks/night-failed.md).
`;

const section = `# yaml-language-server: $schema=../../.schemas/section.json
# Each folder below docs is a section with a sidebar of its own; this file is its title and place.
title: Getting started
description: What somebody new needs in the first week
order: 1
owner: platform
`;

const gettingStarted = `---
title: Getting started
description: What somebody new needs in the first week
---

1. Find your team in the [catalog](/catalog/), and what it owns.
2. Read its components' documentation: it comes from their repositories.
3. Something is down? Its page has its [runbooks](../../runbooks/night-failed.md).

:::tip
Something missing or wrong? [Write it down](writing.md): every page is a file.
:::
`;

const writing = `---
title: Write a page
description: From a file to a page, and how to look at it on the way
---

A page is a Markdown file below \`docs/\`; its folder is its section. The lines at the top are its front matter:

\`\`\`yaml title="docs/getting-started/writing.md"
title: Write a page
description: From a file to a page, and how to look at it on the way
owner: platform          # who keeps it right
reviewBy: 2027-06-30     # the page is marked after this day
\`\`\`

Look at it while you write: \`npm run dev -- --content FOLDER\` shows an edit at once, and says what is wrong with its place.
\`npm run almanac -- check --content FOLDER\` says the same in CI.
`;

const runbook = `---
title: The nightly build failed
description: The site shows an older day, or the job that builds it is red
owner: platform
severity: ticket
entities: [system:developer-platform]   # the runbook shows on their pages
# alerts: [NightlyBuildFailed]    # the alerts that lead here
# lastTested: 2026-11-21          # the last time that somebody followed it in earnest
---

A failed build leaves yesterday's site in place, so nobody is in a hurry.

1. Read the end of the job's output. It names every error with its file and line.
2. Look at the exit code.
   - **1**: something that was written is wrong. Correct the file; \`almanac check\` tells whether that was all.
   - **2**: a source could not be read, or the machine failed (a full disk, no memory). Run the job again.
3. Is one source down for longer? Its last facts stay, marked with their age. Tell the team that owns it.
`;

const decision = (day: string): string => `---
title: Record decisions that are hard to take back
description: One page a decision, numbered, and never rewritten
owner: platform
date: ${day}
status: accepted
---

## Context

Why something is as it is, is known to whoever was there.

## Decision

A decision that would take more than a week to take back gets a page here: its context, what was decided, what follows. A new
decision supersedes an old one, and both pages say so.

## Consequences

Writing one takes an hour, and reading all of them is a good way to begin.
`;

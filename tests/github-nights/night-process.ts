import { z } from 'zod';
import { generateWorld } from '../doubles/github/world.ts';
import { night } from './night.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A night in a process of its own, to be killed or measured: what it is to read comes as JSON in its first argument. */
const { dataDir, asOf, ...double } = z.strictObject({ api: z.string(), graphql: z.string(), token: z.string(), dataDir: z.string(), asOf: z.number() }).parse(JSON.parse(process.argv[2] ?? ''));
// Only the organisation's name is taken from it.
const world = generateWorld({ repositories: 1 });
const clock = new VirtualClock(asOf);
const { report } = await night({ world, double, dataDir, clock, asOf });
const trouble = report.collectors.filter(({ failed, postponed, quarantined }) => failed + postponed + quarantined > 0).map(({ id }) => id);
console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024, sleptMs: clock.slept, trouble }));

import { parseArgs } from 'node:util';
import { createInterface } from 'node:readline';
import { startGitHubDouble } from './double.ts';
import { generateWorld, passDay } from './world.ts';

/**
 * The double in a process of its own: `node tests/doubles/github/main.ts --repositories 10000 --port 4011`. Prints its
 * addresses as a line of JSON; then a line `day` on its input passes a day, `spent` prints what was spent since the last time,
 * `quit` ends it.
 */
const { values } = parseArgs({ options: { repositories: { type: 'string', default: '100' }, port: { type: 'string', default: '0' }, seed: { type: 'string', default: '1' }, plan: { type: 'string', default: 'enterprise-cloud' }, now: { type: 'string' }, history: { type: 'string', default: '1' }, 'request-ms': { type: 'string' } } });
const plan = values.plan === 'team' || values.plan === 'server' ? values.plan : 'enterprise-cloud';
const world = generateWorld({ repositories: Number(values.repositories), seed: Number(values.seed), plan, history: Number(values.history), ...(values.now === undefined ? {} : { now: values.now }) });
// With `--request-ms` time passes by requests alone, so that limits are those of a client whose requests take that long.
const requestMs = values['request-ms'] === undefined ? undefined : Number(values['request-ms']);
let asked = 0;
const double = await startGitHubDouble({ world, port: Number(values.port), ...(requestMs === undefined ? {} : { clock: () => world.now + asked * requestMs, happened: () => world.now }) });
double.faults.between = () => (asked += 1);
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
say({ api: double.api, graphql: double.graphql, token: double.token, organisation: world.organisation.login, now: new Date(world.now).toISOString() });
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'day') {
    asked = 0;
    passDay(world, { changed: 0.15 });
    say({ now: new Date(world.now).toISOString() });
  } else if (line === 'spent') {
    say({ spent: double.spent, violations: double.violations });
    double.forget();
  } else if (line === 'quit') void double.close();
}).on('close', () => void double.close());

import { Command, CommanderError } from 'commander';
import { generatorName } from '../build/generator.ts';
import { exitCode } from './errors.ts';
import type { Io } from './io.ts';

/**
 * Runs a command line and gives its exit code: 0 done, 1 findings that the organisation must fix, 2 a fault.
 *
 * @param args arguments without the program's name
 */
export async function program(io: Io, args: readonly string[]): Promise<number> {
  let code: number = exitCode.done;
  const run = <A extends unknown[]>(command: (...given: A) => Promise<number>) => async (...given: A): Promise<void> => {
    code = await command(...given);
  };
  // Commands are loaded when they are asked for: DuckDB alone takes longer to load than `owners` to answer.
  const cli = new Command('almanac')
    .description('Turns repositories, CI, owners and documents of an organisation into one searchable static site, every night.')
    .version(generatorName(), '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError('(almanac --help lists commands and options)')
    .addHelpText('after', '\nExit codes: 0 done; 1 findings that the organisation must fix; 2 a fault.');

  const withWorkspace = (command: Command): Command =>
    command
      .option('--content <dir>', 'folder with what the organisation writes itself (default: content)')
      .option('--data <dir>', 'folder that keeps facts from night to night (default: data)')
      .option('--as-of <time>', 'a day or an instant: what was known then (default: now)')
      .option('--git <dir>', 'a folder of git clones; needs no configuration')
      .option('--github <org>', 'an organisation on GitHub, read with GITHUB_TOKEN; needs no configuration; several with commas, or the option again', listed)
      .option('--name <name>', "the organisation's name, where almanac.yaml does not say it")
      .option('--json', 'print one JSON report on standard output');

  const withCollection = (command: Command): Command =>
    withWorkspace(command)
      .option('--max-minutes <n>', 'ask hosts for nothing more after so many minutes; the next run goes on from there')
      .option('--accept-drop [collector...]', 'take for gone what was held back since so much disappeared at once (default: of all collectors)');

  withCollection(cli.command('nightly'))
    .description('collect, check, build and index: the whole night')
    .option('--out <dir>', 'folder of the site, replaced as a whole (default: dist)')
    .action(run(async (options) => (await import('./nightly.ts')).nightly(options, io)));
  withCollection(cli.command('collect'))
    .description('read the sources into the data folder')
    .option('--offline', 'parse the pages cached by earlier runs again, without reading any source')
    .option('--only <collector...>', 'only these collectors, such as github-runs')
    .action(run(async (options) => (await import('./nightly.ts')).collectCommand(options, io)));
  withWorkspace(cli.command('build'))
    .description('build the site from the facts in the data folder')
    .option('--out <dir>', 'folder of the site, replaced as a whole (default: dist)')
    .action(run(async (options) => (await import('./nightly.ts')).buildCommand(options, io)));
  cli
    .command('check')
    .description('check the content folder; with --entity, judge one entity by its scorecards, as its own CI would')
    .option('--content <dir>', 'folder with what the organisation writes itself (default: content)')
    .option('--json', 'print findings as a JSON array; with --entity, the same as --reporter json')
    .option('--entity <ref>', 'the entity to judge: component:default/payments, component:payments, or payments')
    .option('--clone <dir>', 'with --entity: the clone to read, at the commit that is checked out (default: the one you stand in)')
    .option('--data <dir>', "with --entity: last night's facts, for what the clone does not say")
    .option('--scorecard <id...>', 'with --entity: only these scorecards (default: all that apply)')
    .option('--level <level>', 'with --entity: exit with 1 unless this level is reached')
    .option('--reporter <name>', 'with --entity: text, json, sarif or github (default: text; github in GitHub Actions)')
    .option('--as-of <time>', 'with --entity: a day or an instant to judge as of (default: now)')
    .action(run(async (options) => (await import('./check-command.ts')).check(options, io)));
  cli
    .command('announce')
    .description('print the changes of a day from the built site, or post them to the webhooks of almanac.yaml, each once')
    .option('--content <dir>', 'folder with what the organisation writes itself (default: content)')
    .option('--data <dir>', 'folder that keeps what was posted (default: data)')
    .option('--out <dir>', 'folder of the built site (default: dist)')
    .option('--day <day>', 'the day to announce (default: today, in UTC)')
    .option('--since <day>', 'announce from this day on (default: the day itself; with --post, where the last run ended)')
    .option('--team <ref>', 'only what concerns this team; with --post, only its webhooks')
    .option('--format <name>', 'markdown, slack, teams or json (default: markdown)')
    .option('--releases <which>', 'releases of repositories to print: none, breaking or all (default: breaking)')
    .option('--post', 'post to the webhooks of almanac.yaml what was not posted yet')
    .option('--dry-run', 'with --post: say what would be posted, and post nothing')
    .action(run(async (options) => (await import('./announce.ts')).announce(options, io)));
  cli
    .command('dev')
    .description('show the site of the content folder while it is being written; the data folder is left as it is')
    .option('--content <dir>', 'folder with what the organisation writes itself (default: content)')
    .option('--data <dir>', 'folder with the facts to show (default: data); without any, the sources are read first')
    .option('--git <dir>', 'a folder of git clones, where almanac.yaml names none')
    .option('--port <port>', 'port to listen on (default: 4321, or the next one that is free)')
    .option('--host <host>', 'address to listen on (default: 127.0.0.1)')
    .action(run(async (options) => (await import('./dev.ts')).devCommand(options, io)));
  cli
    .command('serve')
    .description('serve a built site on this machine')
    .option('--out <dir>', 'folder of the site (default: dist)')
    .option('--port <port>', 'port to listen on (default: 4321)')
    .option('--host <host>', 'address to listen on (default: 127.0.0.1)')
    .action(run(async (options) => (await import('./serve.ts')).serveCommand(options, io)));
  cli
    .command('init')
    .description('write a content folder to start from')
    .argument('[dir]', 'folder to write', 'content')
    .option('--name <name>', "the organisation's name (default: the folder's)")
    .option('--git <dir>', 'a folder of git clones to read')
    .option('--github <org>', 'an organisation on GitHub to read; several with commas, or the option again', listed)
    .option('--schemas', 'only write the schemas for editors again, after an upgrade')
    .action(run(async (dir, options) => (await import('./init.ts')).init(dir, options, io)));
  withWorkspace(cli.command('explain'))
    .description('what is known of an entity or repository, and where each value comes from; or why a scorecard says what it says')
    .argument('<subject>', 'component:default/payments, payments, or github.com/acme/payments; or a scorecard or <scorecard>/<check>')
    .argument('[fact]', 'one fact of it: owner, license, lastCommitAt, …; of a scorecard or check: the entity')
    .action(run(async (subject, fact, options) => (await import('./explain.ts')).explain(subject, fact, options, io)));
  cli
    .command('owners')
    .description('who owns paths of the clone that you stand in, by its CODEOWNERS file, and the line that decides')
    .argument('<paths...>', 'files or folders')
    .option('--json', 'print [{path, owners, pattern, line}]')
    .action(run(async (paths, options) => (await import('./owners.ts')).owners(paths, { cwd: io.cwd, json: options.json === true }, io)));

  try {
    await cli.parseAsync([...args], { from: 'user' });
  } catch (error) {
    // Help and version are no errors; a wrong option was already explained by commander.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.fault;
    throw error;
  }
  return code;
}

/** `--github a,b --github c` is a list of three. */
function listed(value: string, before: readonly string[] = []): string[] {
  return [...before, ...value.split(',').map((each) => each.trim()).filter((each) => each !== '')];
}

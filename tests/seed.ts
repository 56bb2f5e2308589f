import fc from 'fast-check';

/**
 * One seed for every property of the suite, so that a run is green or red by what the code does and not by the dice.
 * `npm run fuzz` sets others; a counterexample that it prints becomes an example in the suite.
 */
fc.configureGlobal({ seed: Number(process.env['ALMANAC_SEED'] ?? 20_260_930) });

import { HostError, type Network } from './contract.ts';

/** For what only reads files: whoever asks it for something is refused. */
export const noNetwork: Network = {
  host: (base) => ({
    name: base,
    send: () => Promise.reject(new HostError(`${base} was not asked: this command does not use the network`)),
    now: () => 0,
    spent: () => undefined,
  }),
  now: () => 0,
  deadline: undefined,
  hide: () => undefined,
  redact: (text) => text,
  use: () => [],
};

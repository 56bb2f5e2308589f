import { expect, it } from 'vitest';
import { githubSource } from '../../src/github/source.ts';
import { hostUrl } from '../../src/schema/primitives.ts';

it.each(['https://reader:s3cret@github.example.com/api/v3', 'http://token@ci.example.com', 'HTTPS://a:b@x.example'])('an address of a host takes no credentials: %s', (url) => {
  const result = githubSource.safeParse({ org: 'acme', api: url });
  expect(result.error?.issues.map(({ message }) => message)).toEqual(['user names and passwords do not belong into an address: name environment variables that hold them']);
});

it.each(['https://github.example.com/api/v3', 'http://127.0.0.1:4777', 'https://ci.example.com/jenkins/@here'])('an address of a host may be %s', (url) => {
  expect(hostUrl.safeParse(url).success).toBe(true);
});

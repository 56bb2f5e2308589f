import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../seed.ts';
import { inlineHtml, inlineText } from '../../src/changelog/inline.ts';
import { withoutPeople } from '../../src/changelog/people.ts';

describe('people are taken out', () => {
  test.each([
    ['Fix the door by @someone', 'Fix the door'],
    ['Fix the door (@someone, @some-one-else)', 'Fix the door'],
    ['Fix the door. Thanks @someone!', 'Fix the door.'],
    ['Fix the door, thanks to @a and @b', 'Fix the door'],
    ['Fix the door ([@someone](https://github.com/someone))', 'Fix the door'],
    ['Fix the door [#12](https://github.com/a/b/pull/12) by [Some One](https://github.com/someone)', 'Fix the door [#12](https://github.com/a/b/pull/12)'],
    ['Fix the door (thanks to Some One for the report)', 'Fix the door'],
    ['Fix the door, reported by Some One', 'Fix the door'],
    ['Fix the door <some.one@example.com>', 'Fix the door'],
    ['Fix the door\n\nCo-authored-by: Some One <some@example.com>\nSigned-off-by: Other <o@example.com>', 'Fix the door'],
    ['Fix the door by @dependabot[bot]', 'Fix the door'],
  ])('%s', (text, expected) => expect(withoutPeople(text)).toBe(expected));

  test.each(['Upgrade @acme/cli to 3.0.1', 'Raise pkg@1.2.3', 'Add `@Injectable()` and `by @name`', 'Add @media rules', 'Faster thanks to the new cache', 'Sorted by name', 'See [the guide](https://github.com/a/b/blob/main/x.md)', 'Closed by default'])('%s stays', (text) => expect(withoutPeople(text)).toBe(text));
});

describe('mark-up of an entry', () => {
  test.each([
    ['`a<b>` and **bold** and _em_', '<code>a&lt;b&gt;</code> and <strong>bold</strong> and <em>em</em>'],
    ['[guide](https://a.example/?x=1&y=2)', '<a class="out" href="https://a.example/?x=1&amp;y=2" rel="nofollow noopener noreferrer">guide</a>'],
    ['<https://a.example/x>', '<a class="out" href="https://a.example/x" rel="nofollow noopener noreferrer">https://a.example/x</a>'],
    ['see https://a.example/x.', 'see <a class="out" href="https://a.example/x" rel="nofollow noopener noreferrer">https://a.example/x</a>.'],
    ['[x](javascript:alert(1)) [y](http://a.example) [z](https://user:pw@a.example) [w](//a.example)', 'x y z w'],
    ['![pic](https://a.example/p.png)', 'pic'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['&lt;T&gt; snake_case_name 2 * 3 * 4', '&lt;T&gt; snake_case_name 2 * 3 * 4'],
    ['[a [b](https://b.example) c](https://a.example)', '<a class="out" href="https://a.example/" rel="nofollow noopener noreferrer">a [b](https://b.example) c</a>'],
  ])('%s', (text, html) => expect(inlineHtml(text)).toBe(html));

  const piece = fc.constantFrom('[', ']', '(', ')', '*', '_', '`', '<', '>', '"', "'", '&', '!', 'https://a.example', 'javascript:x', '\\', '<a href=', 'onerror=', ' ', 'x');

  test('nothing but code, links to https, and emphasis ever comes out', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (parts) => {
        const html = inlineHtml(parts.join(''));
        const rest = html.replaceAll(/<\/?(?:code|strong|em)>|<\/a>|<a class="out" href="https:\/\/[^"<>\s]*" rel="nofollow noopener noreferrer">/g, '');
        expect(rest).not.toMatch(/[<>"]/);
        expect(inlineText(parts.join(''))).not.toContain('\n');
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { readDockerfile } from '../../collectors/supply-chain/dockerfile.ts';

const digest = `@sha256:${'0f'.repeat(32)}`;
const images = (text: string): string[] => readDockerfile(text).images.map(({ line, image, pinned }) => `${line}: ${image}${pinned ? ' pinned' : ''}`);
const scripts = (text: string): string[] => readDockerfile(text).scripts.map(({ line, text: script }) => `${line}: ${script}`);

describe('base images', () => {
  it.each([
    ['a tag', 'FROM node:22', ['1: node:22']],
    ['a digest', `FROM node:22${digest}`, [`1: node:22${digest} pinned`]],
    ['a digest cut short', 'FROM node@sha256:0f0f', ['1: node@sha256:0f0f']],
    ['a digest given as an argument', 'ARG D\nFROM node@sha256:${D}', ['2: node@sha256:${D} pinned']],
    ['stages', 'FROM node AS Build\nFROM build as next\nFROM next', ['1: node', '2: build pinned', '3: next pinned']],
    ['nothing', 'FROM scratch AS x\nFROM x', ['2: x pinned']],
    ['flags', 'from --platform=$BUILDPLATFORM \\\n  node', ['1: node']],
    ['arguments', 'ARG A=node B="22"\nFROM $A:${B}\nFROM ${C:-alpine}\nFROM $D', ['2: node:22', '3: alpine', '4: $D']],
    ['comments and escapes', '# escape=`\n\n# FROM a\nFROM `\n# b\n  node', ['4: node']],
    ['Windows line ends', 'FROM node AS a\r\nFROM a\r\n', ['1: node', '2: a pinned']],
    ['no Dockerfile at all', 'hello\n\0\nFROM', []],
  ])('are found with %s', (_, text, expected) => {
    expect(images(text)).toEqual(expected);
  });
});

describe('scripts', () => {
  it.each([
    ['lines', 'FROM a\nRUN b && \\\n  # c\n\n  d\nRUN e', ['2: b && \\\n\\\n\\\n  d', '6: e']],
    ['flags', 'RUN --mount=type=cache,target=/x \\\n  --network=none b', ['1: \\\nb']],
    ['the exec form', 'RUN ["a", "b c", "d\'e"]', ["1: 'a' 'b c' 'd'\\''e'"]],
    ['what only looks like the exec form', 'RUN [ -f a ] && b', ['1: [ -f a ] && b']],
    ['here-documents', 'RUN <<EOF\na\nb\nEOF\nRUN c', ['2: a\nb', '5: c']],
    ['here-documents for a shell', 'RUN bash -e <<"EOF"\na\nEOF', ['2: a']],
    ['here-documents that are text', 'RUN cat <<EOF > x && b\na\nEOF\nCOPY <<EOF /y\nRUN c\nEOF\nRUN d', ['1: cat <<EOF > x && b', '7: d']],
    ['here-documents without end', 'RUN a\nRUN <<EOF\nb', ['1: a']],
    ['another shell', 'FROM a\nSHELL ["cmd", "/c"]\nRUN b\nSHELL ["/bin/bash", "-c"]\nRUN c\nONBUILD RUN d', ['5: c', '6: d']],
  ])('are found in %s', (_, text, expected) => {
    expect(scripts(text)).toEqual(expected);
  });
});

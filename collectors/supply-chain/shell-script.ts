/** True for text that a shell of the Bourne kind runs: its first line says so, or says nothing and the name does. */
export function isShellScript(path: string, text: string): boolean {
  const first = text.slice(0, 200).split('\n', 1)[0] ?? '';
  if (first.startsWith('#!')) return /^#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?)?(?:\S*\/)?(?:ba|da|a|z|k|mk)?sh(?:\s|$)/.test(first);
  return /\.(?:sh|bash|mksh)$/.test(path);
}

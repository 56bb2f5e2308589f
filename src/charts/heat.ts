/**
 * Class of the shade of a cell of a heat map: `h0` (nobody passes) to `h5` (all pass), `hn` where nothing was judged.
 * Full marks only for all, the lowest shade only for none.
 */
export function heatColour({ passed, judged }: { readonly passed: number; readonly judged: number }): string {
  if (judged <= 0) return 'hn';
  if (passed >= judged) return 'h5';
  return passed <= 0 ? 'h0' : `h${Math.min(4, Math.max(1, Math.ceil((passed / judged) * 4)))}`;
}

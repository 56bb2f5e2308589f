/** Names of files that hold a licence: `LICENSE`, `COPYING.LESSER`, `LICENSE-MIT`, `MIT-LICENSE.txt`; source code apart. */
export const licenseName = /^(?:(?:un)?licen[cs]e|copying|(?:mit|apache|bsd|gpl)[-_]licen[cs]e)(?:[-_.][\w.-]+)?(?<!\.(?:[cm]?[jt]sx?|go|py|rb|rs|java|kt|cs|php|json|xml|ya?ml|sh|svg|png))$/i;

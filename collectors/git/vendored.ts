/**
 * Paths that count for no language, as on GitHub: code of others, output of generators, documentation and examples.
 * After Linguist's `vendor.yml`, `documentation.yml` and `generated.rb`, shortened to what organisations have. What a
 * `.gitattributes` says about it is not applied.
 */
const rootFolders = ['dependencies', 'deps', 'carthage', 'pods', 'vignettes', 'tests?/fixtures', 'specs?/fixtures', 'docs?', 'man', 'examples?', 'demos?', 'samples?'];

const folders = [
  // Vendored
  'node_modules', 'bower_components', 'jspm_packages', '\\w*vendors?', 'third[-_]?party', '3rd[-_]?party', 'extern(?:al)?s?', 'dist', 'cache', 'godeps/_workspace', '\\.yarn', '\\.mvn/wrapper',
  'gradle/wrapper', 'testdata', 'site-packages', '\\.?venv', '\\.obsidian',
  // Generated
  '__generated__', '__snapshots__',
  // Documentation
  'documentation', 'groovydoc', 'javadoc',
];

const files = [
  // Vendored
  'gradlew', 'gradlew\\.bat', 'mvnw', 'mvnw\\.cmd', '\\.pnp\\..*', 'jquery[-.0-9a-z]*\\.js', 'bootstrap[-.0-9a-z]*\\.(?:js|css|scss|less)', 'modernizr[-.0-9a-z]*\\.js', 'd3(?:\\.v\\d+)?\\.js',
  'normalize\\.(?:css|scss|less)', 'font-?awesome\\.(?:css|scss|less)', 'require\\.js', '.*[-.]min\\.(?:js|mjs|cjs|css)', 'configure', 'config\\.(?:guess|sub)', 'aclocal\\.m4', 'libtool\\.m4',
  'lt(?:main\\.sh|options\\.m4|sugar\\.m4|version\\.m4|~obsolete\\.m4)',
  // Generated
  '.*\\.(?:js|css)\\.map', '.*\\.bundle\\.js', '.*\\.pb\\.(?:go|cc|h|swift|dart)', '.*_pb2(?:_grpc)?\\.pyi?', '.*_pb\\.(?:js|d\\.ts|rb)', '.*\\.(?:g|freezed|gr)\\.dart', '.*\\.g\\.cs',
  '.*\\.designer\\.(?:cs|vb)', '.*\\.feature\\.cs', '.*\\.generated\\.[a-z]+', 'zz_generated\\..*\\.go', '.*_generated\\.go', '.*\\.snap',
  // Documentation
  'readme(?:\\..*)?', 'changelog(?:\\..*)?', 'contributing(?:\\..*)?', 'copying(?:\\..*)?', 'licen[cs]e(?:\\..*)?',
];

const inRootFolder = new RegExp(`^(?:${rootFolders.join('|')})/`, 'i');
const inFolder = new RegExp(`(?:^|/)(?:${folders.join('|')})/`, 'i');
const named = new RegExp(`^(?:${files.join('|')})$`, 'i');

/** True if the file at `path` counts for no language. */
export function isVendored(path: string): boolean {
  return inRootFolder.test(path) || inFolder.test(path) || named.test(path.slice(path.lastIndexOf('/') + 1));
}

// Makes one script and one style sheet of the page, the libraries and the fonts.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

// Editors and maps, which no panel here uses.
const LEFT_OUT = /^(monaco-editor|@monaco-editor\/react|ol|@codemirror\/.*|@uiw\/react-codemirror|slate.*)(\/|$)/;

const leaveOut = {
  name: 'leave-out',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LEFT_OUT }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents: 'module.exports = new Proxy(() => {}, { get: (all, name) => all[name] ?? all });',
    }));
  },
};

export async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [here('src/page.jsx')],
    outdir: here('.'),
    bundle: true,
    write: false,
    format: 'iife',
    jsx: 'automatic',
    minify: true,
    loader: { '.svg': 'text', '.woff': 'empty', '.woff2': 'dataurl' },
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [leaveOut],
    logLevel: 'error',
  });
  const text = (end) => outputFiles.find(({ path }) => path.endsWith(end)).text;
  return { script: text('.js'), style: text('.css') };
}

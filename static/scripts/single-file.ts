/**
 * Puts the one script and the one style sheet of a page into the page, with a policy that lets exactly these two work: the file
 * then runs from anywhere, and the server only has to put the contents into it.
 */
import { createHash } from 'node:crypto';
import type { Plugin, Rollup } from 'vite';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** The only one of its kind: what the build splits off would be missing on a USB stick. */
function only<T>(found: T[], what: string): T {
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) throw new Error(`a single file needs one ${what}, not ${found.length}`);
  return first;
}

const text = (asset: Rollup.OutputAsset): string =>
  typeof asset.source === 'string' ? asset.source : new TextDecoder().decode(asset.source);

export function singleFile(page: string): Plugin {
  return {
    name: 'single-file',
    apply: 'build',
    enforce: 'post',
    // After Vite's own, which put the last hands to the script.
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        const script = only(files.filter((file) => file.type === 'chunk'), 'script');
        const style = only(files.filter((file): file is Rollup.OutputAsset => file.type === 'asset' && file.fileName.endsWith('.css')), 'style sheet');
        const html = only(files.filter((file): file is Rollup.OutputAsset => file.type === 'asset' && file.fileName === page), page);
        // A closing tag in a string would end the script.
        const code = script.code.replaceAll('</script', '<\\/script').trim();
        const css = text(style).trim();
        const policy = [
          "default-src 'none'", `script-src ${hash(code)}`, `style-src ${hash(css)}`, 'img-src data:', 'font-src data:',
          "base-uri 'none'", "form-action 'none'",
        ].join('; ');
        html.source = text(html)
          .replace(/\s*<script type="module"[^>]*><\/script>/, '')
          .replace(/\s*<link rel="stylesheet"[^>]*>/, '')
          .replace('<meta charset="utf-8" />', (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`)
          .replace('</head>', (end) => `<style>${css}</style>\n  ${end}`)
          .replace('</body>', (end) => `<script type="module">${code}</script>\n  ${end}`);
        for (const file of files) if (file !== html) Reflect.deleteProperty(bundle, file.fileName);
      },
    },
  };
}

// Reads a PDF with pdf.js and tells what assistive technology would find: the structure tree of every page with the text of each element,
// and the text that stands outside it (artifacts).
const fs = require('node:fs');

(async () => {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const [input, output] = process.argv.slice(2);
  const data = new Uint8Array(Buffer.from(JSON.parse(fs.readFileSync(input, 'utf8')).file, 'base64'));
  const document = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, stopAtErrors: true, isEvalSupported: false, useSystemFonts: false }).promise;
  const { info } = await document.getMetadata();
  const pages = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const texts = new Map();
    const open = [];
    let outside = '';
    for (const item of (await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })).items) {
      if (item.type === 'beginMarkedContentProps' || item.type === 'beginMarkedContent') open.push(item.id ?? null);
      else if (item.type === 'endMarkedContent') open.pop();
      else {
        const id = open.at(-1) ?? null;
        if (id === null) outside += item.str + (item.hasEOL ? '\n' : '');
        else texts.set(id, (texts.get(id) ?? '') + item.str + (item.hasEOL ? ' ' : ''));
      }
    }
    const node = (n) => n.type === 'content'
      ? { text: texts.get(n.id) ?? '' }
      : { role: n.role, alt: n.alt, children: (n.children ?? []).map(node) };
    pages.push({ tree: node(await page.getStructTree()), outside });
  }
  fs.writeFileSync(output, JSON.stringify({
    title: info.Title, language: info.Language ?? '', marked: (await document.getMarkInfo())?.Marked === true, pages,
  }));
})().catch((error) => {
  console.error(error.stack);
  process.exit(1);
});

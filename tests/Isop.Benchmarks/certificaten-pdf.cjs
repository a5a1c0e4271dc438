// The other side of the benchmark certificaten-pdf: the page of version 1 as pdfkit makes it, tagged. Reads "<what> <count>" lines and answers
// each with seconds by the clock, seconds of the processor and bytes of the last file. What is "pdf" or "qr" (only the code is computed).
const fs = require('node:fs');
const crypto = require('node:crypto');
const readline = require('node:readline');
const PDFDocument = require('pdfkit');
const QRCode = require('qrcode');

const { texts, names, fonts, address, kept } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
// Read once, as ours are; pdfkit takes them apart for every document.
const [regular, bold] = fonts.map((file) => fs.readFileSync(file));
const accent = '#0b5a6b', strong = '#084553', text = '#14262b', soft = '#4a5d63', line = '#7b8f94', mint = '#7fd1c7', yellow = '#ffc766';
const width = 841.89, height = 595.28, left = 84, breadth = width - 2 * left;

function decorate(doc) {
  doc.lineWidth(1.4).rect(24, 24, width - 48, height - 48).stroke(accent);
  doc.lineWidth(0.5);
  for (const [x, dx] of [[30, 1], [width - 30, -1]]) {
    for (const [y, dy] of [[30, 1], [height - 30, -1]]) {
      doc.moveTo(x + dx * 13, y).lineTo(x + dx * 13, y + dy * 13).stroke(line);
      doc.moveTo(x, y + dy * 13).lineTo(x + dx * 13, y + dy * 13).stroke(line);
      doc.circle(x + dx * 5.5, y + dy * 5.5, 2.4).fill(accent);
    }
    doc.moveTo(x, 43).lineTo(x, height - 43).stroke(line);
  }
  for (const y of [30, height - 30]) doc.moveTo(43, y).lineTo(width - 43, y).stroke(line);
  for (const y of [372, 432]) doc.moveTo(left, y).lineTo(width - left, y).stroke(line);
  const x = width / 2 - 16, at = (v) => v * 0.8;
  doc.roundedRect(x, 43, 32, 32, 8.8).fill(accent);
  doc.lineWidth(1.92).moveTo(x + at(20), 43 + at(9.5)).lineTo(x + at(30), 43 + at(27)).lineTo(x + at(10), 43 + at(27)).closePath().stroke(mint);
  for (const [px, py, colour] of [[20, 10, '#ffffff'], [10.5, 27, yellow], [29.5, 27, mint]]) doc.circle(x + at(px), 43 + at(py), at(4.6)).fill(colour);
}

function code(doc, { size, data }) {
  const module = 106 / (size + 8), x0 = width - left - 106 + 8 * module, y0 = 449;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = column;
      while (column < size && data[row * size + column]) column++;
      if (column > from) doc.rect(x0 + from * module, y0 + row * module, (column - from) * module, module);
    }
  }
  doc.fill('#000000');
}

function make(i) {
  const name = names[i % names.length];
  const url = address + crypto.randomBytes(16).toString('base64url');
  const doc = new PDFDocument({
    size: 'A4', layout: 'landscape', margin: 0, pdfVersion: '1.7', tagged: true, lang: 'nl-NL', displayTitle: true, font: null,
    info: { Title: `Certificaat ${texts.titel} van ${name}`, Author: texts.uitgever, CreationDate: new Date('2026-11-18T12:00:00Z') },
  });
  const parts = [];
  doc.on('data', (part) => parts.push(part));
  const done = new Promise((resolve) => doc.on('end', () => resolve(Buffer.concat(parts))));
  doc.registerFont('R', regular).registerFont('B', bold);
  const root = doc.struct('Document');
  doc.addStructure(root);
  const say = (role, words, x, y, room, size, colour, font, align = 'left') =>
    root.add(doc.struct(role, () => doc.font(font).fontSize(size).fillColor(colour).text(words, x, y, { width: room, align })));
  doc.markContent('Artifact', { type: 'Layout' });
  decorate(doc);
  doc.endMarkedContent();
  say('P', texts.uitgever, left, 80, breadth, 12, accent, 'B', 'center');
  say('H1', 'Certificaat', left, 108, breadth, 42, strong, 'B', 'center');
  say('P', 'uitgereikt aan', left, 163, breadth, 12, soft, 'R', 'center');
  say('P', name, left, 208, breadth, 34, text, 'B', 'center');
  say('H2', texts.titel, left, 278, breadth, 21, accent, 'B', 'center');
  say('P', texts.omschrijving, left + 60, 312, breadth - 120, 12, text, 'R', 'center');
  say('P', 'Wanneer', left, 382, 210, 8.5, accent, 'B');
  say('P', texts.wanneer, left, 396, 210, 10, text, 'R');
  say('P', 'Waar', left + 236, 382, 168, 8.5, accent, 'B');
  say('P', texts.waar, left + 236, 396, 168, 10, text, 'R');
  say('P', 'Waar het over ging', left + 430, 382, breadth - 430, 8.5, accent, 'B');
  say('P', texts.inhoud, left + 430, 396, breadth - 430, 10, text, 'R');
  say('P', texts.ondertekenaar, left, 449, 210, 10.5, text, 'B');
  say('P', texts.functie, left, 464, 210, 9.5, soft, 'R');
  say('P', texts.verstrekt, left + 236, 449, 306, 10.5, text, 'B');
  say('P', texts.geldig, left + 236, 464, 306, 9.5, soft, 'R');
  say('P', 'Hier staat geen handtekening: iedereen kan online zien of dit certificaat echt is.', left, 494, 542, 9.5, soft, 'R');
  say('P', `Controleer dit certificaat: ${url}`, left, 509, 542, 9.5, strong, 'B');
  say('P', `Nummer ${url.slice(-22)}`, left, 524, 542, 9.5, soft, 'R');
  const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' });
  root.add(doc.struct('Figure', { alt: `QR-code. Hij leidt naar ${url}, waar je dit certificaat controleert.` }, () => code(doc, modules)));
  root.end();
  doc.end();
  return done;
}

(async () => {
  for await (const asked of readline.createInterface({ input: process.stdin })) {
    const [what, count] = asked.split(' ');
    let bytes = 0, last;
    const began = process.hrtime.bigint(), used = process.cpuUsage();
    for (let i = 0; i < Number(count); i++) {
      if (what === 'qr') bytes = QRCode.create(address + crypto.randomBytes(16).toString('base64url'), { errorCorrectionLevel: 'M' }).modules.size;
      else bytes = (last = await make(i)).length;
    }
    const seconds = Number(process.hrtime.bigint() - began) / 1e9, { user, system } = process.cpuUsage(used);
    if (last) fs.writeFileSync(kept, last);
    process.stdout.write(`${seconds} ${(user + system) / 1e6} ${bytes}\n`);
  }
})();

// Reads the QR code in a picture, as a phone would; empty when there is none.
const fs = require('node:fs');
const { PNG } = require('pngjs');
const jsqr = require('jsqr');

const [input, output] = process.argv.slice(2);
const { data, width, height } = PNG.sync.read(Buffer.from(JSON.parse(fs.readFileSync(input, 'utf8')).png, 'base64'));
const found = (jsqr.default ?? jsqr)(new Uint8ClampedArray(data), width, height, { inversionAttempts: 'dontInvert' });
fs.writeFileSync(output, JSON.stringify(found?.data ?? ''));

#!/usr/bin/env node
// Draws color.png (192x192) and outline.png (32x32) from the shapes of the logo: node manifest/teams/icons.cjs [folder]
'use strict';
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { deflateSync } = require('node:zlib');
const { crc32 } = require('../crc32.cjs');

// The logo of the site (bot/Web/Components/Logo.razor), in its own units: three people round one learner.
const corners = [[20, 10], [10.5, 27], [29.5, 27]];
const edges = [[[20, 9.5], [30, 27]], [[30, 27], [10, 27]], [[10, 27], [20, 9.5]]];
const middle = [20, 18.6];
const samples = 8;

const distance = ([x, y], [px, py]) => Math.hypot(x - px, y - py);

function distanceToEdge([x, y], [[ax, ay], [bx, by]]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

const onEdge = (point, width) => edges.some(edge => distanceToEdge(point, edge) <= width / 2);

function colored(point) {
  const person = corners.findIndex(corner => distance(point, corner) <= 4.6);
  if (person >= 0) return [[255, 255, 255, 255], [255, 199, 102, 255], [127, 209, 199, 255]][person];
  return onEdge(point, 2.4) ? [127, 209, 199, 255] : [11, 90, 107, 255];
}

// White and transparent only, as Teams asks.
function outlined(point) {
  const nearest = Math.min(...corners.map(corner => distance(point, corner)));
  const drawn = nearest <= 4.6 ? nearest >= 2.6 : onEdge(point, 2);
  return drawn ? [255, 255, 255, 255] : [255, 255, 255, 0];
}

function draw(size, unitsPerPixel, colorAt) {
  const rows = Buffer.alloc(size * (1 + size * 4));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0, 0];
      for (let sample = 0; sample < samples * samples; sample++) {
        const at = offset => (offset + 0.5) / samples - size / 2;
        const point = [
          middle[0] + (x + at(sample % samples)) * unitsPerPixel,
          middle[1] + (y + at(Math.floor(sample / samples))) * unitsPerPixel,
        ];
        colorAt(point).forEach((part, i) => { sum[i] += part; });
      }
      sum.forEach((part, i) => { rows[y * (1 + size * 4) + 1 + x * 4 + i] = Math.round(part / (samples * samples)); });
    }
  }
  return rows;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function png(size, rows) {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]); // 8 bits, RGBA
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
  ]);
}

const folder = process.argv[2] ?? __dirname;
writeFileSync(join(folder, 'color.png'), png(192, draw(192, 28 / 120, colored)));
writeFileSync(join(folder, 'outline.png'), png(32, draw(32, 29 / 30, outlined)));

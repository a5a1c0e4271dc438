// Measures the official engine on cases of [{template, data}] whose templates are compiled beforehand: data as JSON text in,
// card as JSON text out. Writes nanoseconds per expansion, null where the engine fails.
'use strict';
const fs = require('fs');
const { Template } = require('adaptivecards-templating');

const [input, output] = process.argv.slice(2);
const cases = JSON.parse(fs.readFileSync(input, 'utf8'));
fs.writeFileSync(output, JSON.stringify(cases.map(measure)));

function measure({ template, data, milliseconds }) {
  const json = JSON.stringify(data);
  let compiled;
  const once = () => JSON.stringify(compiled.expand({ $root: JSON.parse(json) }));
  try {
    compiled = new Template(template);
    once();
  } catch {
    return null;
  }

  run(once, milliseconds);
  return Math.min(run(once, milliseconds), run(once, milliseconds), run(once, milliseconds));
}

// Processor time, so that what else the machine does counts as little as can be.
function run(once, milliseconds) {
  const start = process.cpuUsage();
  let count = 0;
  let used = 0;
  while (used < milliseconds * 1000) {
    for (let i = 0; i < 10; i++) {
      once();
    }
    count += 10;
    const now = process.cpuUsage(start);
    used = now.user + now.system;
  }
  return used * 1000 / count;
}

// Expands every case with the official engine. Reads a file with [{template, data}], writes what became of each:
// {json} (the expansion), {compile} (the template was refused) or {fails} (the expansion threw).
//
// The engine crashes when an expression inside a text gives null or nothing. Such a case is expanded once more with that one defect
// repaired (nothing prints as nothing) and is marked {repaired: true}.
'use strict';
const fs = require('fs');
const { Template } = require('adaptivecards-templating');
const { Expression } = require('adaptive-expressions');

const printsNothing = /^Cannot read properties of (null|undefined) \(reading 'toString'\)$/;
const [input, output] = process.argv.slice(2);
const cases = JSON.parse(fs.readFileSync(input, 'utf8'));
fs.writeFileSync(output, JSON.stringify(cases.map(expand), wellFormed));

function expand({ template, data }) {
  let compiled;
  try {
    compiled = new Template(template);
  } catch (error) {
    return { compile: String(error && error.message) };
  }

  const first = run(compiled, data);
  if (!printsNothing.test(first.fails)) {
    return first;
  }

  repair(compiled._preparedPayload);
  return { ...run(compiled, data), repaired: true };
}

function run(compiled, data) {
  try {
    const json = JSON.stringify(compiled.expand({ $root: structuredClone(data) }), wellFormed);
    return { json: json === undefined ? 'null' : json };
  } catch (error) {
    return { fails: String(error && error.message) };
  }
}

// Half a surrogate pair cannot be sent as UTF-8; it becomes U+FFFD.
function wellFormed(name, value) {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

function repair(node) {
  if (node instanceof Expression) {
    if (node.type === 'concat') {
      for (const child of node.children) {
        const evaluate = child.tryEvaluate.bind(child);
        child.tryEvaluate = (...args) => {
          const result = evaluate(...args);
          return result.error || (result.value !== null && result.value !== undefined) ? result : { value: '' };
        };
      }
    }
  } else if (node && typeof node === 'object') {
    Object.values(node).forEach(repair);
  }
}

// Checks a description of an API against the JSON schema of its version of OpenAPI; writes the faults, none when it is sound.
const fs = require('node:fs');

(async () => {
  const { Validator } = await import('@seriousme/openapi-schema-validator');
  const [input, output] = process.argv.slice(2);
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(JSON.parse(fs.readFileSync(input, 'utf8')).text));
  fs.writeFileSync(output, JSON.stringify(valid ? [] : Array.isArray(errors) ? errors.map((e) => `${e.instancePath} ${e.message}`) : [String(errors)]));
})();

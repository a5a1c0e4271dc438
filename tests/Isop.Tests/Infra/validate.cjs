// Holds documents against a schema that the npm package @microsoft/app-manifest carries.
// node validate.cjs <schema> <document>: prints the faults as a JSON list.
'use strict';
const { readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const Ajv = require('ajv-draft-04');
const addFormats = require('ajv-formats');

const [schema, document] = process.argv.slice(2);
const schemas = join(dirname(require.resolve('@microsoft/app-manifest/package.json')), 'build', 'json-schemas');
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const read = file => JSON.parse(readFileSync(file, 'utf8'));
const validate = ajv.compile(read(join(schemas, schema)));
const faults = validate(read(document)) ? [] : validate.errors.map(e => `${e.instancePath} ${e.message}`);
process.stdout.write(JSON.stringify(faults));

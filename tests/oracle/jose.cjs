// Verifies compact JWS texts against a set of keys with jose, as a wallet or a verifier would; tells what is in each or why it is refused.
const fs = require('node:fs');

(async () => {
  const { createLocalJWKSet, jwtVerify, calculateJwkThumbprint } = await import('jose');
  const [input, output] = process.argv.slice(2);
  const { jwks, texts, at, issuer } = JSON.parse(fs.readFileSync(input, 'utf8'));
  const keys = createLocalJWKSet(jwks);
  const answers = [];
  for (const text of texts) {
    try {
      const { payload, protectedHeader } = await jwtVerify(text, keys, { algorithms: ['RS256'], issuer, currentDate: new Date(at) });
      answers.push({ payload, header: protectedHeader });
    } catch (error) {
      answers.push({ error: error.code ?? String(error) });
    }
  }
  const thumbprints = await Promise.all(jwks.keys.map((key) => calculateJwkThumbprint(key, 'sha256')));
  fs.writeFileSync(output, JSON.stringify({ answers, thumbprints }));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});

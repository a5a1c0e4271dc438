// Azurite's blob service, which ends when the process that started it does: its standard input closes then.
process.stdin.on('end', () => process.exit(0)).resume();
require('azurite/dist/src/blob/main.js');

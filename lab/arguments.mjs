// Command-line options of demo and dev.
import { parseArgs } from 'node:util';

/** @returns {{ port: number, data: string, real: boolean, db?: string, size: number }} */
export function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '13000' },
      data: { type: 'string', default: '.data/demo' },
      db: { type: 'string' },
      real: { type: 'boolean', default: false },
      size: { type: 'string', default: '2000' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_534) fail(`--port ${values.port}: a number from 1 to 65534`);
  if (values.db && !/^(postgres|postgresql|mysql|mariadb):\/\//.test(values.db)) fail(`--db ${values.db}: postgres://… or mysql://…`);
  return { port, data: values.data, real: values.real, db: values.db, size: Number(values.size) };
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

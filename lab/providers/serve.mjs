// The stand-ins in a process of their own: node lab/providers/serve.mjs --port 4010 --size 2000 [--state grants.json]
// The first line of output is JSON: {"url", "env"}.
import { parseArgs } from 'node:util';
import { startProviders } from './start.mjs';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' }, size: { type: 'string', default: '2000' }, state: { type: 'string' }, 'no-validate': { type: 'boolean', default: false } } });

const lab = await startProviders({ port: Number(values.port), seed: { size: Number(values.size) }, validate: !values['no-validate'], stateFile: values.state });
console.log(JSON.stringify({ url: lab.url, env: lab.env }));

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => lab.stop().finally(() => process.exit(0)));

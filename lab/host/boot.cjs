// The host process: what `nocobase-v1 start --launch-mode node` does, without the shells between.
// One process instead of three means that a signal sent to it reaches NocoBase itself.
const { initEnv, buildIndexHtml } = require('@nocobase/cli-v1/src/util');

// The parent holds the other end of stdin and never writes: its end means that the parent is gone, however it died.
process.stdin.on('end', () => process.kill(process.pid, 'SIGKILL')).resume();
// Without this, the pipe alone would keep the process alive after NocoBase has shut down.
process.stdin.unref();

initEnv();
buildIndexHtml();
require('@nocobase/app/lib/index.js');

// The control API of a lab in another process, with the same methods as in-process (all of them async).

/** @param {string} url as printed by serve.mjs */
export function connectProviders(url) {
  const call = async (method, args) => {
    const response = await fetch(`${url}/__lab/call`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ method, args }) });
    const { result, error } = await response.json();
    if (error) throw new Error(`lab.${method}: ${error}`);
    return result;
  };
  const proxy = (path) => new Proxy(() => {}, { get: (_, name) => (name === 'then' ? undefined : proxy([...path, name])), apply: (_, __, args) => call(path.join('.'), args) });
  return proxy([]);
}

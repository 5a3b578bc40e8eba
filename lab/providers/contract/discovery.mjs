// Checks requests and answers against Google's discovery document: method, parameters, bodies, unknown properties.

const BASE64URL = /^[A-Za-z0-9_-]*={0,2}$/;
const INT = /^-?\d+$/;

/** @param {object} document @returns {(exchange: {ctx: object, reply: object}) => string[]} */
export function createGmailValidator(document) {
  const methods = [];
  collect(document);

  function collect({ methods: own = {}, resources = {} }) {
    for (const method of Object.values(own)) {
      const pattern = new RegExp(`^/${method.flatPath.replace(/\{(\w+)\}/g, '[^/]+')}$`);
      const uploads = Object.values(method.mediaUpload?.protocols ?? {}).map(({ path }) => new RegExp(`^${path.replace(/\{(\w+)\}/g, '[^/]+')}$`));
      methods.push({ ...method, pattern, uploads });
    }
    Object.values(resources).forEach(collect);
  }

  const find = (verb, path) => methods.find((one) => one.httpMethod === verb && one.pattern.test(path)) ?? methods.find((one) => one.httpMethod === verb && one.uploads.some((upload) => upload.test(path)));

  function checkValue(value, schema, path, issues) {
    if (schema.$ref) return checkObject(value, document.schemas[schema.$ref], path, issues);
    if (value === null) return void issues.push(`${path} is null`);
    switch (schema.type) {
      case 'array':
        if (!Array.isArray(value)) return void issues.push(`${path} is not an array`);
        return value.forEach((item, index) => checkValue(item, schema.items, `${path}[${index}]`, issues));
      case 'object':
        return schema.properties ? checkObject(value, schema, path, issues) : undefined;
      case 'string':
        return checkString(value, schema, path, issues);
      case 'integer':
        return Number.isInteger(value) ? undefined : void issues.push(`${path} is not an integer`);
      case 'boolean':
        return typeof value === 'boolean' ? undefined : void issues.push(`${path} is not a boolean`);
      default:
        return undefined;
    }
  }

  function checkString(value, schema, path, issues) {
    if (typeof value !== 'string') return void issues.push(`${path} is not a string`);
    if (schema.enum && !schema.enum.includes(value)) issues.push(`${path} is '${value}', not one of ${schema.enum}`);
    if (schema.format === 'byte' && !BASE64URL.test(value)) issues.push(`${path} is not base64url`);
    if (schema.format === 'uint64' && !(INT.test(value) && BigInt(value) >= 0n && BigInt(value) < 2n ** 64n)) issues.push(`${path} is not a uint64: ${value}`);
    if (schema.format === 'int64' && !INT.test(value)) issues.push(`${path} is not an int64: ${value}`);
  }

  function checkObject(value, schema, path, issues) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return void issues.push(`${path} is not an object`);
    for (const [name, child] of Object.entries(value)) {
      if (child === undefined) continue;
      const property = schema.properties?.[name];
      if (!property) issues.push(`${path}.${name} is unknown to ${schema.id ?? 'the schema'}`);
      else checkValue(child, property, `${path}.${name}`, issues);
    }
  }

  function checkQuery(method, ctx, issues) {
    const known = { ...document.parameters, ...method.parameters };
    for (const [name, value] of ctx.query) {
      const parameter = known[name];
      if (name === 'upload_id') continue;
      if (!parameter || parameter.location === 'path') {
        issues.push(`query ${name} is unknown to ${method.id}`);
        continue;
      }
      if (parameter.type === 'integer' && !INT.test(value)) issues.push(`query ${name} is not an integer`);
      if (parameter.type === 'boolean' && !/^(true|false)$/.test(value)) issues.push(`query ${name} is not a boolean`);
      if (parameter.enum && !parameter.enum.includes(value)) issues.push(`query ${name} is '${value}', not one of ${parameter.enum}`);
      if (parameter.format === 'uint64' && !INT.test(value)) issues.push(`query ${name} is not a uint64`);
      if (name === 'maxResults' && Number(value) > 500) issues.push('query maxResults is above 500');
    }
    for (const [name, parameter] of Object.entries(method.parameters ?? {})) if (parameter.required && parameter.location === 'query' && !ctx.query.has(name)) issues.push(`query ${name} is missing`);
  }

  return ({ ctx, reply }) => {
    const issues = [];
    if (!/^\/(gmail|upload|resumable)\//.test(ctx.path)) return issues;
    const method = find(ctx.query.get('upload_id') && ctx.method === 'PUT' ? 'POST' : ctx.method, ctx.path);
    if (!method) return [`no such method: ${ctx.method} ${ctx.path}`];
    checkQuery(method, ctx, issues);
    const isUpload = method.uploads.some((upload) => upload.test(ctx.path));
    if (!isUpload && ctx.body.length) {
      if (!/^application\/json/.test(ctx.headers['content-type'] ?? '')) issues.push(`content type of the request is ${ctx.headers['content-type']}`);
      if (!method.request) issues.push(`${method.id} takes no body`);
      else try {
        checkValue(JSON.parse(ctx.body.toString()), method.request, 'request', issues);
      } catch {
        issues.push('the request is not JSON');
      }
    }
    if (reply.status >= 200 && reply.status < 300 && !reply.faulty && reply.body !== undefined && !(isUpload && reply.headers?.location)) {
      if (!method.response) issues.push(`${method.id} answers with a body`);
      else checkValue(reply.body, method.response, 'response', issues);
    }
    return issues;
  };
}

// Checks Graph requests and answers against Microsoft's OpenAPI file with ajv. The file is adapted where it cannot be
// meant literally: `@odata.type` is required everywhere, derived types are not listed, unknown properties are allowed.
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const HANDLED = /^\/(v1\.0|beta)\//;

/** Paths the file leaves out, and properties it lacks, with the reason. */
const UNCOVERED = [/^\/\$batch$/, /^\/me\/mailboxSettings$/, /\/attachments\/[^/]+\/\$value$/];

const flattened = (document) => {
  const { schemas } = document.components;
  const nameOf = (ref) => ref.split('/').at(-1);
  const children = {};
  for (const [name, schema] of Object.entries(schemas)) for (const part of schema.allOf ?? []) if (part.$ref) (children[nameOf(part.$ref)] ??= []).push(name);

  const propertiesOf = (schema) => (schema.allOf ?? [schema]).reduce((all, part) => ({ ...all, ...(part.$ref ? propertiesOf(schemas[nameOf(part.$ref)]) : part.properties) }), {});
  const descendants = (name) => (children[name] ?? []).flatMap((child) => [child, ...descendants(child)]);

  const adapt = (node) => {
    if (Array.isArray(node)) return node.map(adapt);
    if (!node || typeof node !== 'object') return node;
    const out = Object.fromEntries(Object.entries(node).filter(([key]) => !/^(discriminator|required|x-.*|description|title|externalDocs|default|explode|style)$/.test(key)).map(([key, value]) => [key, key === 'properties' ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, adapt(child)])) : adapt(value)]));
    // `{nullable: true, type: object}` beside a $ref stands for "or null", not for "or anything".
    if (out.anyOf) out.anyOf = out.anyOf.map((one) => (one.nullable && one.type === 'object' && !one.properties ? { type: 'null' } : one));
    if (out.nullable && out.enum) out.enum = [...out.enum, null];
    // ajv wants a type beside `nullable`; the file has it beside anyOf and enum as well.
    if (out.nullable && !out.type) {
      delete out.nullable;
      if (out.anyOf) out.anyOf = [...out.anyOf, { type: 'null' }];
    }
    return out;
  };

  const result = {};
  for (const [name, schema] of Object.entries(schemas)) {
    const properties = propertiesOf(schema);
    if (!Object.keys(properties).length || schema.enum) {
      result[name] = adapt(schema);
      continue;
    }
    // Annotations (@odata.etag, body@odata.type …) may stand beside every property.
    const strict = { type: 'object', properties: adapt({ properties }).properties, patternProperties: { '@': {} }, additionalProperties: false };
    // Where a type is expected, any of its descendants may come.
    const family = descendants(name);
    result[name] = family.length && !/entity$|outlookItem$/i.test(name) ? { anyOf: [strict, ...family.map((child) => ({ $ref: `#/components/schemas/${child}` }))] } : strict;
  }
  return { ...document, components: { ...document.components, schemas: result }, paths: adapt(document.paths) };
};

/** @param {object} source @returns {(exchange: {ctx: object, reply: object, path: string}) => string[]} `path` is normalised */
export function createGraphValidator(source) {
  const document = flattened(source);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true, validateSchema: false });
  addFormats(ajv);
  for (const format of ['base64url', 'openapi', 'binary', 'int64', 'decimal', 'duration']) ajv.addFormat(format, true);
  ajv.addSchema({ $id: 'graph', components: document.components });
  const compiled = new Map();
  const paths = Object.keys(source.paths).map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\(\)/g, '').replace(/[$.]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`, 'i'), fixed: path.split('{').length }))
    .sort((a, b) => a.fixed - b.fixed);

  const absolute = (node) => JSON.parse(JSON.stringify(node).replaceAll('"#/components/', '"graph#/components/'));
  const resolve = (node) => (node?.$ref ? node.$ref.replace('#/', '').split('/').reduce((value, key) => value[key], document) : node);

  function check(key, schema, value, label) {
    if (!schema) return [];
    if (!compiled.has(key)) compiled.set(key, ajv.compile(absolute(schema)));
    const validate = compiled.get(key);
    return validate(value) ? [] : summary(validate.errors).map((text) => `${label}${text}`);
  }

  return ({ ctx, reply, path }) => {
    if (!HANDLED.test(ctx.path) || UNCOVERED.some((one) => one.test(path))) return [];
    const found = paths.find(({ pattern }) => pattern.test(path));
    const operation = found && document.paths[found.path][ctx.method.toLowerCase()];
    if (!operation) return [`no such operation: ${ctx.method} ${path}`];
    const key = `${ctx.method} ${found.path}`;
    const issues = checkQuery(source.paths[found.path][ctx.method.toLowerCase()], ctx, path, source);
    const isJson = /^application\/json/.test(ctx.headers['content-type'] ?? '');
    if (ctx.body.length && isJson) {
      const content = resolve(operation.requestBody)?.content?.['application/json'];
      if (!content) issues.push(`${key} takes no body`);
      else try {
        issues.push(...check(`${key} request`, content.schema, JSON.parse(ctx.body.toString()), 'request'));
      } catch {
        issues.push('the request is not JSON');
      }
    }
    if (reply.status >= 200 && reply.status < 300 && !reply.faulty && reply.body && typeof reply.body === 'object' && !Buffer.isBuffer(reply.body)) {
      const response = resolve(operation.responses['2XX'] ?? operation.responses['200'] ?? operation.responses['201']);
      const schema = response?.content?.['application/json']?.schema;
      issues.push(...check(`${key} response`, schema && loosenCollection(schema, document), reply.body, 'response'));
    }
    return issues;
  };
}

/** Collections are allOf of two strict objects, which would refuse each other's properties: merge them. */
function loosenCollection(schema, document) {
  const parts = schema.$ref ? [schema] : schema.allOf ?? [schema];
  if (parts.length === 1) return schema;
  const properties = {};
  for (const part of parts) Object.assign(properties, (part.$ref ? part.$ref.replace('#/', '').split('/').reduce((value, key) => value[key], document) : part).properties);
  return { type: 'object', properties, patternProperties: { '@': {} }, additionalProperties: false };
}

/** ajv reports every branch of an anyOf; the deepest errors are the ones that tell. */
function summary(errors) {
  const real = errors.filter(({ keyword, params }) => keyword !== 'anyOf' && !(keyword === 'type' && params.type === 'null'));
  const texts = real.map(({ instancePath, message, params }) => `${instancePath.replace(/\//g, '.')} ${message}${params.additionalProperty ? ` (${params.additionalProperty})` : ''}`);
  return [...new Set(texts)].slice(0, 5);
}

const ALWAYS = new Set(['$select', '$expand', '$filter', '$orderby', '$top', '$skip', '$count', '$search', '$skiptoken', '$deltatoken', 'changeType', 'includeHiddenFolders', 'validationToken']);

function checkQuery(operation, ctx, path, source) {
  const issues = [];
  const parameters = (operation.parameters ?? []).map((one) => (one.$ref ? source.components.parameters[one.$ref.split('/').at(-1)] : one));
  for (const [name, value] of ctx.query) {
    const parameter = parameters.find((one) => one.name === name);
    if (!parameter && !ALWAYS.has(name)) issues.push(`query ${name} is unknown to ${ctx.method} ${path}`);
    if (name === '$select' && parameter?.schema?.items?.enum) {
      const wrong = value.split(',').map((one) => one.trim()).filter((one) => !parameter.schema.items.enum.includes(one) && !/^microsoft\.graph\./.test(one));
      if (wrong.length) issues.push(`$select names unknown properties: ${wrong.join(', ')}`);
    }
    if ((name === '$top' || name === '$skip') && !/^\d+$/.test(value)) issues.push(`query ${name} is not a number`);
  }
  return issues;
}

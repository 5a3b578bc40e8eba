// The email table of classic pages: the host's table, which asks for conversations, and follows new mail.
import { TableBlockProvider, useTableBlockContext, withDynamicSchemaProps } from '@nocobase/client';
import { useFieldSchema } from '@formily/react';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useHostContext } from '../../client-core/api';
import { subscribeMailEvents } from '../../client-core/api/events';
import { LARGE_FIELDS, MESSAGES } from '../../client-core/blocks/collection';

interface Props {
  params?: Record<string, unknown>;
  children?: ReactNode;
}

interface StoredSchema {
  properties?: Record<string, StoredSchema>;
  'x-collection-field'?: string;
}

function fieldsOf(schema: StoredSchema): string[] {
  return [...(schema['x-collection-field'] ? [schema['x-collection-field']] : []), ...Object.values(schema.properties ?? {}).flatMap(fieldsOf)];
}

function Provider({ params, children, ...props }: Props) {
  const shown = fieldsOf(useFieldSchema().toJSON() as StoredSchema);
  const except = LARGE_FIELDS.filter((field) => !shown.includes(`${MESSAGES}.${field}`)).join();
  const asked = useMemo(() => ({ conversations: true, range: 'all', ...params, ...(except ? { except: except.split(',') } : {}) }), [params, except]);
  return (
    <TableBlockProvider {...props} params={asked}>
      <FollowsMail />
      {children}
    </TableBlockProvider>
  );
}

/** The host gives the parameters with their variables resolved to the component that the schema names. */
export const MailTableProvider = withDynamicSchemaProps(Provider, { displayName: 'MailTableProvider' });

function FollowsMail() {
  const { app } = useHostContext();
  const { service } = useTableBlockContext();
  const refresh = service?.refresh;
  useEffect(() => subscribeMailEvents(app, () => void refresh?.()), [app, refresh]);
  return null;
}

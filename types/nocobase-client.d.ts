// Hand-written: @nocobase/client is provided by the host of the v1 shell (/admin) alone; import it from src/client only.
declare module '@nocobase/client' {
  import type { ComponentType, ReactNode } from 'react';
  import type { Application as BaseApplication, ComponentLoader, Plugin as BasePlugin } from '@nocobase/client-v2';

  export interface SettingOptions {
    title: ReactNode;
    icon?: string;
    hidden?: boolean;
    aclSnippet?: string;
    sort?: number;
    Component?: ComponentType<any>;
    componentLoader?: ComponentLoader;
  }

  export interface Application extends Omit<BaseApplication, 'pluginSettingsManager'> {
    pluginSettingsManager: { add(name: string, options: SettingOptions): void };
    schemaSettingsManager: { add(...settings: SchemaSettings[]): void };
    schemaInitializerManager: { add(...initializers: SchemaInitializer[]): void; addItem(initializer: string, name: string, item: object): void };
    addComponents(components: Record<string, ComponentType<any>>): void;
    addScopes(scopes: Record<string, unknown>): void;
  }

  export class Plugin<TOptions = any> {
    options: TOptions;
    protected app: Application;
    get pm(): Application['pm'];
    get router(): BasePlugin['router'];
    get flowEngine(): BasePlugin['flowEngine'];
    afterAdd(): Promise<void>;
    beforeLoad(): Promise<void>;
    load(): Promise<void>;
    t(key: string, options?: Record<string, unknown>): string;
  }

  export interface PinnedPluginItem {
    order: number;
    component: string | ComponentType<any>;
    pin?: boolean;
    snippet?: string;
  }
  export const PinnedPluginListProvider: ComponentType<{ items: Record<string, PinnedPluginItem>; children?: ReactNode }>;
  export const SchemaComponentOptions: ComponentType<{
    components?: Record<string, ComponentType<any>>;
    scope?: Record<string, unknown>;
    children?: ReactNode;
  }>;

  // Classic (schema) pages.
  export class SchemaSettings {
    constructor(options: { name: string; items: object[] });
  }
  export class SchemaInitializer {
    constructor(options: { name: string; title?: string; icon?: string; style?: object; items: object[] });
  }
  export const setTheDataScopeSchemaSettingsItem: object;
  export const setDefaultSortingRulesSchemaSettingsItem: object;
  export const ActionInitializer: ComponentType<any>;
  export const ButtonEditor: ComponentType<any>;
  export const RemoveButton: ComponentType<any>;
  export const SchemaSettingsBlockTitleItem: ComponentType<any>;
  export const SchemaSettingsBlockHeightItem: ComponentType<any>;
  export const TableBlockProvider: ComponentType<any>;
  export function withDynamicSchemaProps<P>(component: ComponentType<P>, options?: { displayName?: string }): ComponentType<P>;

  export interface BlockRequest {
    field?: { data?: { selectedRowData?: unknown[]; clearSelectedRowKeys?(): void } };
    /** Absent where there is no block that asks for data. */
    service?: { params?: Array<Record<string, unknown>>; refresh(): Promise<unknown>; run(params: object): void };
  }
  export function useBlockRequestContext(): BlockRequest;
  export function useTableBlockContext(): BlockRequest;
  export function useCollection(): { name: string } | undefined;
  export function useCollectionRecordData(): object | undefined;
  export function useDesignable(): { dn: { emit(event: 'patch', options: { schema: object }): Promise<void>; refresh(): void } };
  export function useSchemaInitializer(): { insert(schema: object): void };
  export function useSchemaToolbar(): { buttonEditorProps: object; removeButtonProps: object };
}

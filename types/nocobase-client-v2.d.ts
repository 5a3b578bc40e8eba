// Hand-written: @nocobase/client-v2 is provided by the host at run time in BOTH shells and has no published types.
// Holds what this package uses; the members were looked up in NocoBase 2.2.
declare module '@nocobase/client-v2' {
  import type { ComponentType, MouseEvent, ReactNode } from 'react';
  import type { FlowEngine, FlowEngineContext, FlowModel } from '@nocobase/flow-engine';

  export type ComponentLoader = () => Promise<{ default: ComponentType<any> }>;

  export interface RouteOptions {
    path: string;
    Component?: ComponentType<any>;
    componentLoader?: ComponentLoader;
    skipAuthCheck?: boolean;
  }

  export interface RouterManager {
    add(name: string, route: RouteOptions): void;
    remove(name: string): void;
    navigate(to: string, options?: { replace?: boolean }): Promise<void>;
    basename?: string;
  }

  export interface MenuItemOptions {
    key: string;
    title: ReactNode;
    icon?: string | ReactNode;
    sort?: number;
    aclSnippet?: string;
    hidden?: boolean;
  }

  export interface PageTabItemOptions {
    menuKey: string;
    key: string;
    title?: ReactNode;
    componentLoader?: ComponentLoader;
    sort?: number;
    aclSnippet?: string;
    hidden?: boolean;
  }

  export interface PluginSettingsManager {
    addMenuItem(options: MenuItemOptions): void;
    addPageTabItem(options: PageTabItemOptions): void;
    setPluginSettingsLink?(plugin: string, link: string): void;
  }

  export interface Application {
    name: string;
    eventBus: EventTarget;
    router: RouterManager;
    flowEngine: FlowEngine;
    apiClient: any;
    i18n: any;
    pm: { get(name: string): any };
    ws: any;
    use(provider: ComponentType<any>, props?: Record<string, unknown>): void;
    addComponents(components: Record<string, ComponentType<any>>): void;
    /** Path of this app including its public path and sub-app prefix. */
    getHref(path: string): string;
    getRouteUrl(path: string): string;
    getPublicPath(): string;
    [key: string]: any;
  }

  export class Plugin<TOptions = any> {
    options: TOptions & { name?: string; packageName?: string };
    protected app: Application;
    get context(): FlowEngineContext;
    get flowEngine(): FlowEngine;
    get pm(): Application['pm'];
    get router(): RouterManager;
    get pluginSettingsManager(): PluginSettingsManager;
    afterAdd(): Promise<void>;
    beforeLoad(): Promise<void>;
    load(): Promise<void>;
    t(key: string, options?: Record<string, unknown>): string;
  }

  /** One button of the v2 shell's top bar. Larger `sort` is further right. */
  export class TopbarActionModel extends FlowModel {
    sort: number;
    icon: ReactNode;
    tooltip: string;
    aclSnippet?: string;
    actionId?: string;
    testId?: string;
    getTestId(): string;
    onClick(event?: MouseEvent<HTMLElement>): void;
    renderButton(): ReactNode;
    renderWrapper(node: ReactNode): ReactNode;
  }

  export function useMobileLayout(): { isMobileLayout: boolean };
  export function useCurrentUserContext(): { data?: { data?: { id: number; nickname?: string; email?: string } } } | null;
  export function useACLRoleContext(): { snippets?: string[]; allowAll?: boolean };

  export const ActionSceneEnum: { collection: any; record: any; both: any; all: any; [key: string]: any };
  /** Model classes that are extended; their members are the host's and many, hence the loose FlowModel. */
  export class ActionModel extends FlowModel {
    static scene: any;
    defaultProps: Record<string, any>;
    getAclActionName(): string | null | undefined;
  }
  /** The menu of a block's toolbar, and that of its rows or of its record. */
  export class CollectionActionGroupModel extends FlowModel {
    static defineChildren(ctx: unknown): Promise<Array<{ useModel?: string }>>;
  }
  export class RecordActionGroupModel extends FlowModel {
    static defineChildren(ctx: unknown): Promise<Array<{ useModel?: string }>>;
  }
  export class PopupActionModel extends ActionModel {}
  export class BlockModel extends FlowModel {}
  export class CollectionBlockModel extends BlockModel {
    /** Entries of "Add block" below the block. */
    static defineChildren(ctx: unknown): Promise<Array<{ key: string }>>;
  }
  export class TableBlockModel extends CollectionBlockModel {}
  export class TableColumnModel extends FlowModel {}
  export class DetailsBlockModel extends CollectionBlockModel {}
  export class CreateFormModel extends CollectionBlockModel {}
  export class FieldModel extends FlowModel {}
  export class ClickableFieldModel extends FieldModel {}
}

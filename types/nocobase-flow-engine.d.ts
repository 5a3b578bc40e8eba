// Hand-written: @nocobase/flow-engine is provided by the host at run time and has no published types. Holds what this
// package uses; the members were looked up in NocoBase 2.2.
declare module '@nocobase/flow-engine' {
  import type { ComponentType, ReactNode } from 'react';

  export interface FlowEngineContext {
    app: any;
    api: any;
    i18n: any;
    router: any;
    viewer: any;
    message: any;
    modal: any;
    notification: any;
    t(key: string, options?: Record<string, unknown>): string;
    [key: string]: any;
  }

  export interface ModelLoaderOptions {
    /** Names of the base models, by which the host finds subclasses without loading them. */
    extends?: string | string[];
    loader: () => Promise<Record<string, any>>;
  }

  export class FlowEngine {
    context: FlowEngineContext;
    flowSettings: any;
    registerModels(models: Record<string, any>): void;
    registerModelLoaders(loaders: Record<string, ModelLoaderOptions>): void;
    registerActions(actions: Record<string, any>): void;
    createModel<T extends FlowModel = FlowModel>(options: Record<string, any>): T;
    loadOrCreateModel<T extends FlowModel = FlowModel>(options: Record<string, any>): Promise<T | null>;
    [key: string]: any;
  }

  export class FlowModel {
    static define(meta: Record<string, any>): void;
    static registerFlow(flow: Record<string, any>): void;
    uid: string;
    props: any;
    context: FlowEngineContext;
    hidden: boolean;
    parent?: FlowModel;
    subModels: Record<string, any>;
    flowEngine: FlowEngine;
    setProps(props: Record<string, any>): void;
    setProps(key: string, value: any): void;
    getStepParams(flowKey: string, stepKey?: string): any;
    render(): ReactNode;
    [key: string]: any;
  }

  type InterfaceBinding = { isDefault?: boolean; when?: (ctx: any, field: any) => boolean; [key: string]: any };

  export class DisplayItemModel extends FlowModel {
    static bindModelToInterface(model: string, interfaces: string | string[], binding?: InterfaceBinding): void;
  }
  export class EditableItemModel extends FlowModel {
    static bindModelToInterface(model: string, interfaces: string | string[], binding?: InterfaceBinding): void;
  }
  export class FilterableItemModel extends FlowModel {
    static bindModelToInterface(model: string, interfaces: string | string[], binding?: InterfaceBinding): void;
  }

  export function useFlowEngine(options?: { throwError?: boolean }): FlowEngine;
  export function useFlowContext<T = FlowEngineContext>(): T;
  export function useFlowViewContext(): any;
  export function tExpr(key: string, options?: Record<string, unknown>): string;
  export function observer<P extends object>(component: ComponentType<P>, options?: { displayName?: string }): ComponentType<P>;
  export const FlowModelRenderer: ComponentType<any>;
  export const FlowEngineProvider: ComponentType<any>;
  export const ActionScene: any;
  export const MultiRecordResource: any;
  export const SingleRecordResource: any;
}

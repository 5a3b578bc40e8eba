// More of @nocobase/flow-engine that only the page blocks use; merges with nocobase-flow-engine.d.ts.
declare module '@nocobase/flow-engine' {
  import type { ComponentType } from 'react';

  /** Ends all flows without a word. */
  export class FlowExitAllException extends Error {
    constructor(flowKey: string, modelUid: string, message?: string);
  }
  export const DndProvider: ComponentType<any>;
  export const DragHandler: ComponentType<any>;
  export const Droppable: ComponentType<any>;
}

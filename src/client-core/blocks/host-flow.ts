// A settings flow of a class of the host, to be registered again for one of ours with a difference.

interface Flow {
  key: string;
  title?: string;
  sort?: number;
  on?: string;
  defaultParams?: unknown;
  steps: Record<string, object>;
}

/** The flow as the host registered it. */
export function hostFlow(owner: unknown, key: string): Flow {
  const { title, sort, on, defaultParams, steps } = (owner as { globalFlowRegistry: { getFlow(key: string): Flow } }).globalFlowRegistry.getFlow(key);
  return { key, title, sort, on, defaultParams, steps };
}

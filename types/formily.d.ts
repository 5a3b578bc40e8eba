// Hand-written: what classic pages use of Formily, which both shells provide.
declare module '@formily/react' {
  export interface StoredSchema {
    'x-uid': string;
    [key: string]: unknown;
    toJSON(): object;
  }
  export function useFieldSchema(): StoredSchema;
  export function useField<T>(): T;
}

declare module '@formily/shared' {
  export function uid(): string;
}

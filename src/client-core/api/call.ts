// The three kinds of calls over the host's API client. Knows nothing of mail.
import { toMailApiError } from './error';

export interface RequestConfig {
  url: string;
  method: 'get' | 'post';
  params?: object;
  data?: unknown;
  responseType?: 'json' | 'blob';
  signal?: AbortSignal;
  onUploadProgress?: (event: { loaded: number; total?: number }) => void;
  onDownloadProgress?: (event: { loaded: number; total?: number }) => void;
  /** Tells the host not to show its own error notice: these pages show errors where they belong. */
  skipNotify: boolean;
}

/** The part of the host's APIClient that is used; the same in both shells. */
export interface HostApiClient {
  request(config: RequestConfig): Promise<{ data: unknown }>;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Called with 0…1 while a file travels. */
  onProgress?: (fraction: number) => void;
}

export type Call = ReturnType<typeof createCall>;

/** Calls answer the unwrapped `data`, and reject with MailApiError (or the abort). */
export function createCall(client: HostApiClient) {
  async function request(config: Omit<RequestConfig, 'skipNotify'>): Promise<unknown> {
    try {
      return (await client.request({ ...config, skipNotify: true })).data;
    } catch (error) {
      throw await toMailApiError(error);
    }
  }
  // The host wraps a JSON answer in `data`, and leaves files and `null` alone. What is inside is the API's promise (common/api.ts).
  const unwrap = <T,>(body: unknown): T => (body && typeof body === 'object' && 'data' in body ? body.data : body) as T;

  return {
    get: async <T>(url: string, params?: object, { signal }: CallOptions = {}): Promise<T> =>
      unwrap(await request({ url, method: 'get', params, signal })),

    post: async <T>(url: string, data: unknown = {}, { signal, params }: CallOptions & { params?: object } = {}): Promise<T> =>
      unwrap(await request({ url, method: 'post', data, params, signal })),

    blob: (url: string, params: object, { signal, onProgress }: CallOptions = {}): Promise<Blob> =>
      request({ url, method: 'get', params, responseType: 'blob', signal, onDownloadProgress: fraction(onProgress) }) as Promise<Blob>,

    upload: async <T>(url: string, file: Blob, filename: string, { signal, onProgress }: CallOptions = {}): Promise<T> => {
      const form = new FormData();
      form.append('file', file, filename);
      return unwrap(await request({ url, method: 'post', data: form, signal, onUploadProgress: fraction(onProgress) }));
    },
  };
}

function fraction(onProgress: CallOptions['onProgress']) {
  return onProgress && (({ loaded, total }: { loaded: number; total?: number }) => onProgress(total ? loaded / total : 0));
}

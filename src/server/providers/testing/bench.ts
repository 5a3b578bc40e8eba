// What the contract suite needs from an emulated provider, and a gate that tells what went through it.
import type { MailProvider, ProviderType, RequestGate } from '../provider';

export interface Fault {
  /** Tested against path and query of a request, or of a part in a batch. */
  path: string;
  method?: string;
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** How many requests it hits; default 1. */
  count?: number;
  /** Matching requests that pass first. */
  skip?: number;
  /** Break the connection before or after the request takes effect. */
  cut?: 'before' | 'after';
}

/** One wire error of a provider and what it has to become. */
export interface ErrorRow {
  name: string;
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  cut?: 'before';
  code: string;
  retryAfterMs?: number;
}

export interface ContractBench {
  readonly type: ProviderType;
  /** Connected to a mailbox with some dozens of messages. */
  readonly provider: MailProvider;
  readonly address: string;
  readonly gate: RecordingGate;
  /** How often a new access token was forced. */
  forcedTokens(): number;
  /** The access token in use is refused from now on; a forced one is fine. */
  expireToken(): Promise<void>;
  /** A message arrives from outside. Answers its id at the provider. */
  deliver(mime: string): Promise<string>;
  fault(fault: Fault): void;
  /** Makes every cursor that was given out invalid. */
  loseCursors(): Promise<void>;
  /** Raw MIME of everything that the provider has sent on, oldest first. */
  sent(): Promise<Array<{ raw: string; recipients: string[] }>>;
  /** Breaches of the provider's own contract that the emulator has seen. */
  violations(): Promise<string[]>;
  /** Faults, limits and violations are forgotten. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Tests are declared before their bench exists. */
export type Subject = () => ContractBench;

/** The mailbox with this role. */
export async function mailboxWith(bench: ContractBench, role: string): Promise<string> {
  const mailbox = (await bench.provider.listMailboxes()).find((candidate) => candidate.role === role);
  if (!mailbox) throw new Error(`no mailbox with role ${role}`);
  return mailbox.id;
}

export interface ProviderUnderTest {
  name: string;
  start(): Promise<ContractBench>;
  /** Well formed, but nobody's. */
  unknownId: string;
  /** Matches single reads of a message inside of a batch. */
  messagePath: string;
  /** Matches the request of `listMailboxes` that is not in a batch. */
  mailboxesPath: string;
  /** Matches the request that really sends. */
  sendPath: string;
  errors: ErrorRow[];
}

export interface RecordingGate extends RequestGate {
  /** Units of each acquire. */
  readonly acquired: number[];
  readonly throttledFor: Array<number | undefined>;
  /** Slots that were taken and not given back. */
  open(): number;
}

/** Lets everything through at once. */
export function createRecordingGate(): RecordingGate {
  const acquired: number[] = [];
  const throttledFor: Array<number | undefined> = [];
  let open = 0;
  return {
    acquired,
    throttledFor,
    open: () => open,
    async acquire(cost) {
      acquired.push(cost);
      open++;
      let released = false;
      return () => {
        if (released) return;
        released = true;
        open--;
      };
    },
    throttled: (retryAfterMs) => void throttledFor.push(retryAfterMs),
  };
}

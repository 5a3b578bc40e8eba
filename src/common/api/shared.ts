// What all shapes of the API are made of.

/** RFC 8621 §4.1.2.3 EmailAddress. */
export interface EmailAddress {
  name?: string;
  email: string;
}

export type Id = string | number;

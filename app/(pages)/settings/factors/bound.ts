export interface Bound {
  /** Whether any factor is enrolled, so that the password alone is not enough. */
  readonly bound: boolean;
  readonly passkeys: number;
  /** False for whoever a provider signs in. */
  readonly password: boolean;
}

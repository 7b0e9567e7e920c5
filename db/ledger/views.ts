export interface EntryView {
  readonly index: number;
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly run: string | null;
  readonly body: string;
  readonly hash: string;
  readonly previous: string;
}

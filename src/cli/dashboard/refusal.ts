/** A request that gets no page; the message says why, and the status is that of HTTP. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  constructor(status: number, why: string) {
    super(why);
    this.status = status;
  }
}

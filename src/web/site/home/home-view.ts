/** What the start page shows. */
export interface HomeView {
  /** The year that the page is about. */
  readonly yearEnding: number;
}

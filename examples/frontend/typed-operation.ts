/** The text of one operation. `Data` and `Variables` are what the compiler knows of it; they are not there at run time. */
export interface TypedOperation<Data, Variables> {
  readonly text: string;
  readonly types?: { readonly data: Data; readonly variables: Variables };
}

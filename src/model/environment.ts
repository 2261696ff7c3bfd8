/** Facts from outside the repository; they close open lists in the model. */
export interface Environment {
  /** CI/CD variables set in the project or group. */
  readonly variables: ReadonlyMap<string, string>;
  /** Local copies of includes that live elsewhere, by `project:group/name`, `remote:URL`, `template:NAME`, `component:…`. */
  readonly includes: ReadonlyMap<string, string>;
}

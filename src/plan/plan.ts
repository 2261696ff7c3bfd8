/** A place in a file of the project, by its path from the project root: 1-based line, 1-based column in UTF-16 code units. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Why something cannot be known: a clause that completes "cannot tell, because …", the user's text in backticks. */
export interface Doubt {
  readonly because: string;
  readonly at: Place;
}

/** Whether something is so. */
export type Verdict =
  | { readonly is: 'yes' }
  | { readonly is: 'no' }
  | { readonly is: 'unknown'; readonly causes: readonly Doubt[] };

/** Something that is written, certainly not written, or hidden. */
export type Known<T> =
  | { readonly is: 'set'; readonly value: T }
  | { readonly is: 'unset' }
  | { readonly is: 'unknown'; readonly causes: readonly Doubt[] };

/**
 * What is built where, pushed as what and joined by whom, as plain values: texts are as their author wrote them
 * (`$CI_REGISTRY_IMAGE:1.2`) and may hold anything, so who shows them has to make them harmless.
 */
export interface Plan {
  /** The images that reach a registry, or may, in the order of the pipelines. */
  readonly images: readonly PlannedImage[];
  /** Images that are built and certainly pushed nowhere, such as those of tests. */
  readonly unpublished: readonly { readonly name: string; readonly jobs: readonly PlannedJob[] }[];
  /** Why there may be more builds than the plan shows: files that were not read, commands that most probably build. */
  readonly openTo: readonly Doubt[];
}

/** One image: what a user pulls under one name. */
export interface PlannedImage {
  /** Its reference: that of the index, or of its parts with `ARCH` for the architecture. Not unique for certain. */
  readonly name: string;
  /**
   * `merged`: a merge joins its parts. `multi-platform`: one build makes all platforms. `one-platform`: there is one only.
   * `split`: several platforms under names of their own, which nothing joins.
   */
  readonly kind: 'merged' | 'multi-platform' | 'one-platform' | 'split';
  /** Every platform that is built or asked for, once each, and what becomes of it. */
  readonly platforms: readonly PlannedPlatform[];
  /** The rows of the table: one for each platform of each build. */
  readonly parts: readonly PlannedPart[];
  readonly merges: readonly PlannedMerge[];
  /** What is wrong with the image or cannot be told, gaps first. */
  readonly notes: readonly PlanNote[];
}

/** A platform of an image. */
export interface PlannedPlatform {
  /** `linux/arm64`; `null`: that of a machine of which nothing is said. */
  readonly platform: string | null;
  /**
   * `published`: whoever pulls the image gets it. `missing`: asked for, and nobody builds it. `unmerged`: built and pushed, and
   * not under the name of the image. `unclear`: cannot be told.
   */
  readonly state: 'published' | 'missing' | 'unmerged' | 'unclear';
}

/** One platform of an image as one job builds it. */
export interface PlannedPart {
  /** Unset: nothing says for which platform, so it is that of the machine. */
  readonly platform: Known<string>;
  /** What says so. */
  readonly platformBy?: Evidence;
  readonly job: PlannedJob;
  readonly builder: PlannedTool;
  /** The command that builds. */
  readonly at: Place;
  /** Whether the command runs at all. */
  readonly runs: Verdict;
  readonly dockerfile: Known<string>;
  readonly runner: PlannedRunner;
  /** The references that it pushes, as written. */
  readonly references: readonly PlannedReference[];
  /** Why it may push others. */
  readonly referencesOpenTo: readonly Doubt[];
  readonly pushed: Verdict;
  readonly pushedByDigest: Verdict;
  readonly caches: readonly PlannedCache[];
  /** Whether attestations make what it pushes for one platform an image index. */
  readonly attested: Verdict;
  /** A clause that explains it: "buildx adds provenance by default since 0.10.0". */
  readonly attestedBecause: string;
  readonly joined: Joining;
}

/** How a part gets under the name of the image. */
export interface Joining {
  /**
   * `merge`: by a merge, for certain. `build`: the build makes the index. `none-needed`: the image has one platform, or the policy
   * wants no merge. `no`: nothing joins it. `unknown`: a merge may.
   */
  readonly by: 'merge' | 'build' | 'none-needed' | 'no' | 'unknown';
  /** Indexes into `merges` of the image: those that join it, or may. */
  readonly merges: readonly number[];
  /** Where it is unknown. */
  readonly causes: readonly Doubt[];
}

/** A word of the CI file that says which platform is meant: "the matrix value `ARCH: arm64`". */
export interface Evidence {
  readonly shown: string;
  readonly at: Place;
}

/** A job, or one cell of its matrix. */
export interface PlannedJob {
  readonly name: string;
  /** Its stage where that is known. */
  readonly stage?: string;
  /** Its key in the CI file. */
  readonly at: Place;
}

/** A tool in the version in which a job has it. */
export interface PlannedTool {
  /** `kaniko`, `docker buildx build`. */
  readonly name: string;
  /** `1.28.3`; `newest` for a moving tag; `null` where nothing tells. */
  readonly version: string | null;
}

/** Where a job runs. */
export interface PlannedRunner {
  /** The runner tags as written, and selectors of Kubernetes nodes as `name: value`. */
  readonly labels: readonly string[];
  /** The platform of the machine, as far as they tell; unset: they say nothing. */
  readonly platform: Known<string>;
  readonly platformBy?: Evidence;
  /** Whether the machine runs the programs of the part's platform without emulation. */
  readonly isNative: Verdict;
}

/** A reference, and where it is written. */
export interface PlannedReference {
  readonly reference: string;
  readonly at: Place;
}

/** A cache that a build uses. */
export interface PlannedCache {
  /** `layers`: one entry per layer, of Kaniko and Buildah; the others are BuildKit's. */
  readonly kind: 'layers' | 'export' | 'import';
  /** `layers`, or BuildKit's kinds: `registry`, `inline`, `local`; `cache` where that is hidden. */
  readonly type: string;
  /** The reference, folder or name that holds it, as written; `null` where none is written or known. */
  readonly name: string | null;
  /** How long a layer lives, as written; `null`: not said. */
  readonly lifetime: string | null;
  /** For people: `layers in $CI_REGISTRY_IMAGE/cache for 168h`, `to registry $CI_REGISTRY_IMAGE:cache-arm64`. */
  readonly shown: string;
  readonly at: Place;
}

/** A merge of an image. */
export interface PlannedMerge {
  readonly job: PlannedJob;
  readonly tool: PlannedTool;
  readonly at: Place;
  readonly runs: Verdict;
  /** The references of the index. */
  readonly targets: readonly PlannedReference[];
  readonly entries: readonly PlannedEntry[];
  /** Why it may join more. */
  readonly entriesOpenTo: readonly Doubt[];
  readonly pushed: Verdict;
  /** Whether it starts only after all that it joins is there. */
  readonly waits: Verdict;
  /** The jobs for which it does not wait, or may not. */
  readonly early: readonly PlannedJob[];
}

/** What a merge joins. */
export interface PlannedEntry {
  readonly source: string;
  readonly at: Place;
  /** The platform under which the index lists it. */
  readonly platform: Known<string>;
  /** Indexes into `parts` of the image: what pushes the source for certain, and what may. */
  readonly parts: readonly number[];
  /** `built`: a part, for certain. `perhaps`: a part may be it. `elsewhere`: an image of others. `nobody`: it should be built here. */
  readonly from: 'built' | 'perhaps' | 'elsewhere' | 'nobody';
}

/** Something to know about an image: `gap`: it is broken; `risk`: it works, and not well; `doubt`: it cannot be told. */
export interface PlanNote {
  readonly kind: 'gap' | 'risk' | 'doubt';
  /** A sentence without full stop, the user's text in backticks. */
  readonly text: string;
  readonly at: Place;
}

/**
 * Folders in which compilers put programs: what lies in them was made before the image.
 * Source: the defaults and customs of Go, make and Cargo (doc.rust-lang.org/cargo/reference/build-cache.html).
 */
export const outputFolder = /(?:^|\/)(?:\.?bin|\.?binaries|out|_output|target\/release|build\/bin|dist\/bin)\/[^/]+$/;

/** Names of files that hold no machine code. */
export const neutralFile =
  /\.(?:sh|bash|py|rb|pl|js|mjs|cjs|ts|php|jar|war|json|ya?ml|toml|conf|txt|md|html?|css|lock|gz|zip)$/i;

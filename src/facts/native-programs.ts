/** Folders of programs and their libraries. */
export const programFolder = /^\/?(?:usr\/(?:local\/)?)?(?:s?bin|lib(?:32|64|exec)?)(?:\/|$)/;

/**
 * Folders of a whole JDK or JRE.
 * Source: github.com/adoptium/containers (`/opt/java/openjdk`), docker-library/openjdk (`/usr/local/openjdk-17`), packages.debian.org.
 */
export const programHome =
  /^\/(?:opt\/java\/openjdk|usr\/local\/openjdk-\d+|usr\/lib\/jvm\/[^/]+|opt\/jdk[\w.-]*)(?:\/|$)/;

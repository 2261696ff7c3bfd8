import { type Cause, no, type Truth, unknown, yes } from '../value/index.ts';
import type { BuilderDriver } from './attestations.ts';

/**
 * Whether a driver's BuildKit brings QEMU with it, so that foreign platforms need no binfmt on the host.
 *
 * Source: buildkit Dockerfile (moby/buildkit images hold `buildkit-qemu-*`); dockerd embeds BuildKit without them.
 *
 * @param customImage Where an image other than moby/buildkit is asked for; absent if none is.
 */
export function driverHasEmulators(driver: BuilderDriver, customImage: Cause | undefined): Truth {
  switch (driver.is) {
    case 'docker-container':
    case 'kubernetes':
      return customImage === undefined ? yes : unknown(customImage);
    case 'unknown':
      return unknown(...driver.causes);
    case 'remote':
    case 'cloud':
      return yes;
    case 'docker':
    case 'classic':
      return no;
  }
}

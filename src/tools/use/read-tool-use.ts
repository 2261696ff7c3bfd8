import type { JobCommand, ToolUse } from '../../model/index.ts';
import type { OpenList } from '../../value/index.ts';
import { readBuilderPlatforms } from './builder-platforms.ts';
import { readDownloads } from './downloads.ts';
import { readLogins } from './logins.ts';
import { readMisuses } from './misuses.ts';
import { readSecrets } from './secrets.ts';

/** How the commands of one job get at their tools and call them. */
export const readToolUse = (commands: OpenList<JobCommand>): ToolUse => ({
  downloads: readDownloads(commands),
  secrets: readSecrets(commands.items),
  misuses: readMisuses(commands.items),
  logins: readLogins(commands.items),
  builderPlatforms: readBuilderPlatforms(commands.items),
});

/** The use of a job that never runs. */
export const noToolUse: ToolUse = { downloads: [], secrets: [], misuses: [], logins: [], builderPlatforms: [] };

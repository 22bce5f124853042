// All reporters by name.
import type { ReporterKind } from '../reporter.ts';
import { blobReporter } from './blob.ts';
import { defaultReporter, verboseReporter } from './default.ts';
import { dotReporter } from './dot.ts';
import { githubReporter } from './github.ts';
import { htmlReporter } from './html.ts';
import { jsonReporter } from './json.ts';
import { junitReporter } from './junit.ts';
import type { ReporterName } from './names.ts';
import { tapReporter } from './tap.ts';

export const REPORTERS: Readonly<Record<ReporterName, ReporterKind>> = {
  default: { isOrdered: false, make: defaultReporter },
  dot: { isOrdered: false, make: dotReporter },
  verbose: { isOrdered: false, make: verboseReporter },
  json: { isOrdered: true, make: jsonReporter },
  junit: { isOrdered: true, make: junitReporter },
  tap: { isOrdered: true, make: tapReporter },
  github: { isOrdered: true, make: githubReporter },
  html: { isOrdered: true, make: htmlReporter },
  blob: { isOrdered: true, make: blobReporter },
};

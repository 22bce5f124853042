// What reporters are called: the words of the command line need no more of them.

export const REPORTER_NAMES = ['default', 'dot', 'verbose', 'json', 'junit', 'tap', 'github', 'html', 'blob'] as const;

export type ReporterName = (typeof REPORTER_NAMES)[number];

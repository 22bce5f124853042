// The tables, and how a database of an older version becomes one of this. A version is never changed once it was released.

/** Each brings a database to the next version. */
const MIGRATIONS: readonly string[] = [
  `create table tasks (
     id text not null primary key,
     name text not null,
     tags text not null,
     scenario text,
     state text not null,
     reason text,
     created_at integer not null,
     ended_at integer,
     duration_ms real not null,
     turns integer not null,
     error text,
     recording text not null,
     parent text,
     parent_turn integer,
     origin text,
     origin_turns integer,
     pid integer,
     "by" text not null
   );
   create index tasks_created on tasks (created_at);
   create index tasks_state on tasks (state, created_at);
   create index tasks_recording on tasks (recording);
   create index tasks_parent on tasks (parent) where parent is not null;
   create index tasks_origin on tasks (origin) where origin is not null;
   create index tasks_pid on tasks (pid) where pid is not null;
   create table step_runs (
     task text not null,
     turn integer not null,
     step text not null,
     at integer not null,
     run_ms real not null,
     match_ms real not null,
     error text,
     wrote text not null,
     primary key (task, turn)
   ) without rowid;
   create index step_runs_step on step_runs (step, run_ms);
   create table calls (
     number integer primary key autoincrement,
     task text not null,
     turn integer not null,
     place integer not null,
     step text not null,
     connector text not null,
     method text not null,
     at integer not null,
     ms real not null,
     source text not null,
     error text,
     args text not null,
     result text not null,
     unique (task, turn, place)
   );
   create index calls_connector on calls (connector, at);
   create index calls_at on calls (at);
   create table scenario_runs (
     run text not null,
     place integer not null,
     at integer not null,
     scenario text not null,
     file text not null,
     status text not null,
     duration_ms real not null,
     primary key (run, place)
   ) without rowid;
   create table wishes (task text not null primary key, wish text not null);
   create table notes (name text not null primary key, value integer not null);`,
];

export const VERSION = MIGRATIONS.length;

/** What a database of that version lacks. */
export function migrationsFrom(version: number): readonly string[] {
  return MIGRATIONS.slice(version);
}

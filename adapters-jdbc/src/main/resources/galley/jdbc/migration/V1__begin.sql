-- All text is compared as bytes (collation "C"): nothing depends on the database's locale.
-- Times that belong to what is stored are milliseconds since the epoch, as the domain cuts them;
-- times of the store itself (put_at) are the server's.

-- Contents, by the SHA-256 of their canonical form. Whatever refers to one does so with a foreign
-- key, so that the collector cannot remove it.
CREATE TABLE snapshot (
  tenant  text COLLATE "C" NOT NULL,
  hash    bytea NOT NULL,
  -- as it is, or what it differs by from another, its frame
  content text COLLATE "C",
  delta   bytea,
  frame   bytea,
  -- bytes of the content in UTF-8
  size    integer NOT NULL,
  -- bytes of all deltas from the same frame on the way to this one
  spent   integer,
  put_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant, hash),
  FOREIGN KEY (tenant, frame) REFERENCES snapshot (tenant, hash),
  CHECK ((content IS NULL) = (delta IS NOT NULL AND frame IS NOT NULL AND spent IS NOT NULL)),
  CHECK (content IS NULL OR (delta IS NULL AND frame IS NULL AND spent IS NULL)),
  CHECK (frame <> hash)
);
CREATE INDEX snapshot_frame ON snapshot (frame) WHERE frame IS NOT NULL;
-- Deltas are compressed already.
ALTER TABLE snapshot ALTER COLUMN delta SET STORAGE EXTERNAL;

-- lz4 is faster than the default, but not in every build of PostgreSQL.
DO $$
BEGIN
  ALTER TABLE snapshot ALTER COLUMN content SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
  NULL;
END
$$;

-- One row per aggregate of any kind: the record of references that a save replaces. No column but
-- those of the key is indexed and pages keep room, so that the next version of a row finds its
-- place beside the last one and no index is touched (HOT).
CREATE TABLE aggregate (
  tenant   text COLLATE "C" NOT NULL,
  kind     text COLLATE "C" NOT NULL,
  id       uuid NOT NULL,
  version  bigint NOT NULL,
  -- a tombstone; its state is what is left
  deleted  boolean NOT NULL,
  state    text COLLATE "C" NOT NULL,
  -- the ids of the last saves
  changes  uuid[] NOT NULL,
  -- the name that it is called by now
  called   text COLLATE "C",
  -- its open draft
  draft    uuid,
  -- fingerprints of what stands in listing, searchable and lookup, to leave them alone when it is
  -- the same
  listed   bigint NOT NULL,
  searched bigint NOT NULL,
  keyed    bigint NOT NULL,
  PRIMARY KEY (tenant, kind, id)
) WITH (fillfactor = 60, toast_tuple_target = 4080);

-- The contents that the current state of an aggregate refers to.
CREATE TABLE held (
  tenant       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  content      bytea NOT NULL,
  PRIMARY KEY (tenant, kind, aggregate_id, content),
  FOREIGN KEY (tenant, content) REFERENCES snapshot (tenant, hash)
);
CREATE INDEX held_content ON held (content);

CREATE TABLE name (
  tenant       text COLLATE "C" NOT NULL,
  name         text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  PRIMARY KEY (tenant, name)
);
CREATE INDEX name_aggregate ON name (aggregate_id);

CREATE TABLE revision (
  tenant        text COLLATE "C" NOT NULL,
  kind          text COLLATE "C" NOT NULL,
  aggregate_id  uuid NOT NULL,
  number        bigint NOT NULL,
  -- the reference that keeps the content; that of a pruned one stands in the next column, where it
  -- is no more than a hash
  content       bytea,
  pruned        bytea,
  parent        bytea,
  hash          bytea NOT NULL,
  at            bigint NOT NULL,
  author        text COLLATE "C" NOT NULL,
  comment       text COLLATE "C",
  made_by       text COLLATE "C" NOT NULL,
  changed_paths text[] COLLATE "C" NOT NULL,
  truncated     boolean NOT NULL,
  change        uuid NOT NULL,
  PRIMARY KEY (tenant, kind, aggregate_id, number),
  FOREIGN KEY (tenant, content) REFERENCES snapshot (tenant, hash),
  CHECK ((content IS NULL) <> (pruned IS NULL))
);
CREATE INDEX revision_content ON revision (content) WHERE content IS NOT NULL;

-- The heads that a draft had.
CREATE TABLE head (
  tenant       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  draft        uuid NOT NULL,
  seq_no       bigint NOT NULL,
  content      bytea NOT NULL,
  at           bigint NOT NULL,
  author       text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, kind, aggregate_id, draft, seq_no),
  FOREIGN KEY (tenant, content) REFERENCES snapshot (tenant, hash)
);
CREATE INDEX head_content ON head (content);

-- What is noted about aggregates for good.
CREATE TABLE journal (
  tenant       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  journal      text COLLATE "C" NOT NULL,
  number       bigint NOT NULL,
  at           bigint NOT NULL,
  author       text COLLATE "C" NOT NULL,
  what         text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, kind, aggregate_id, journal, number)
);

-- The log. What is still to be done with an event stands in the tables behind it, so that its row,
-- which may be long, is written once.
CREATE TABLE event (
  tenant       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  sequence     bigint NOT NULL,
  previous     bigint NOT NULL,
  slot         smallint NOT NULL,
  type         text COLLATE "C" NOT NULL,
  at           bigint NOT NULL,
  actor        text COLLATE "C" NOT NULL,
  data         text COLLATE "C" NOT NULL,
  content      bytea,
  traceparent  text COLLATE "C",
  PRIMARY KEY (tenant, kind, aggregate_id, sequence),
  FOREIGN KEY (tenant, content) REFERENCES snapshot (tenant, hash)
);
CREATE INDEX event_content ON event (content) WHERE content IS NOT NULL;

-- Events that are to be published, in the order in which they are. Queues: rows come and go all the
-- time, and what is gone is in the way of the next walk until it is vacuumed.
CREATE TABLE pending (
  slot         smallint NOT NULL,
  -- belongs to a parked aggregate; those stand apart, so that no walk meets them
  parked       boolean NOT NULL,
  at           bigint NOT NULL,
  tenant       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  sequence     bigint NOT NULL,
  PRIMARY KEY (slot, parked, at, tenant, kind, aggregate_id, sequence)
) WITH (
  autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_cost_delay = 0
);

CREATE TABLE parked (
  key          text COLLATE "C" NOT NULL PRIMARY KEY,
  tenant       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  sequence     bigint NOT NULL,
  reason       text COLLATE "C" NOT NULL,
  at           bigint NOT NULL,
  -- for walks in the order of all other tables, which is not that of the keys
  UNIQUE (tenant, kind, aggregate_id)
);

-- Events that have no position yet.
CREATE TABLE unplaced (
  at           bigint NOT NULL,
  tenant       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  sequence     bigint NOT NULL,
  PRIMARY KEY (at, tenant, kind, aggregate_id, sequence)
) WITH (
  autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_cost_delay = 0
);

-- Those that have one.
CREATE TABLE feed (
  position     bigint NOT NULL PRIMARY KEY,
  tenant       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  sequence     bigint NOT NULL,
  at           bigint NOT NULL
);
CREATE INDEX feed_tenant ON feed (tenant, position);
CREATE INDEX feed_at ON feed (at, position);

-- The last position ever given: one row, which outlives the events.
CREATE TABLE feed_end (
  single boolean NOT NULL PRIMARY KEY CHECK (single),
  last bigint NOT NULL
);
INSERT INTO feed_end VALUES (true, 0);

-- The highest position that retention has removed of a tenant.
CREATE TABLE feed_horizon (
  tenant  text COLLATE "C" NOT NULL PRIMARY KEY,
  horizon bigint NOT NULL
);

-- A change of holder or term is one of a key, and a beat is none: whoever writes under a lease holds
-- it FOR KEY SHARE, which keeps others from taking it and does not make its beats wait.
CREATE TABLE lease (
  name   text COLLATE "C" NOT NULL PRIMARY KEY,
  holder text COLLATE "C" NOT NULL,
  term   bigint NOT NULL,
  beat   bigint NOT NULL,
  UNIQUE (name, holder, term)
) WITH (fillfactor = 50);

CREATE TABLE receipt (
  tenant  text COLLATE "C" NOT NULL,
  key     bytea NOT NULL,
  request bytea NOT NULL,
  at      timestamptz NOT NULL,
  made    text COLLATE "C" NOT NULL,
  -- What was sent, once it was; the one column that is written after the save.
  answer  text COLLATE "C",
  PRIMARY KEY (tenant, key)
);
CREATE INDEX receipt_at ON receipt (at);

CREATE TABLE model (
  tenant text COLLATE "C" NOT NULL,
  id     text COLLATE "C" NOT NULL,
  name   text COLLATE "C" NOT NULL,
  tier   text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, id)
);

-- The lists in which aggregates are found by their keys.
CREATE TABLE lookup (
  tenant text COLLATE "C" NOT NULL,
  kind   text COLLATE "C" NOT NULL,
  id     uuid NOT NULL,
  key    text COLLATE "C" NOT NULL,
  place  text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, kind, id, key)
);
-- Tenants come second: a job of the server looks in all of them.
CREATE UNIQUE INDEX lookup_key ON lookup (key, tenant, place, kind, id);

-- What lists are drawn from: one row per live assistant and key of its audience, and one under the
-- empty key for those who see everything. Each order has an index, so that a page is one ordered
-- walk per key of the caller.
CREATE TABLE listing (
  tenant     text COLLATE "C" NOT NULL,
  audience   text COLLATE "C" NOT NULL,
  id         uuid NOT NULL,
  name_key   text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  PRIMARY KEY (tenant, id, audience)
);
CREATE INDEX listing_updated_at ON listing (tenant, audience, updated_at, id);
CREATE INDEX listing_created_at ON listing (tenant, audience, created_at, id);
CREATE INDEX listing_name_key ON listing (tenant, audience, name_key, id);

-- What lists are filtered by, apart from listing because it changes less often. The terms are hashes of
-- tenant and 2-gram, tag, type of skill, owner or folder: they narrow down, the other columns decide.
CREATE TABLE searchable (
  tenant      text COLLATE "C" NOT NULL,
  id          uuid NOT NULL,
  owner_id    text COLLATE "C" NOT NULL,
  folder      text COLLATE "C",
  tags        text[] COLLATE "C" NOT NULL,
  skill_types text[] COLLATE "C" NOT NULL,
  search_text text COLLATE "C" NOT NULL,
  terms       integer[] NOT NULL,
  PRIMARY KEY (tenant, id)
);
ALTER TABLE searchable ALTER COLUMN terms SET STATISTICS 1000;
CREATE INDEX searchable_terms ON searchable USING gin (terms)
  WITH (fastupdate = on, gin_pending_list_limit = 512);

-- Aggregates of which there is something to erase.
CREATE TABLE gone_aggregate (
  tenant text COLLATE "C" NOT NULL,
  kind   text COLLATE "C" NOT NULL,
  id     uuid NOT NULL,
  PRIMARY KEY (tenant, kind, id)
);

-- Drafts whose heads are to be erased.
CREATE TABLE ended_draft (
  tenant       text COLLATE "C" NOT NULL,
  kind         text COLLATE "C" NOT NULL,
  aggregate_id uuid NOT NULL,
  draft        uuid NOT NULL,
  PRIMARY KEY (tenant, kind, aggregate_id, draft)
);

-- There while a migration into this store has begun and is not finished: where it comes from.
CREATE TABLE migration (
  single boolean NOT NULL PRIMARY KEY CHECK (single),
  source text COLLATE "C" NOT NULL
);

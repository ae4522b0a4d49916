CREATE TABLE IF NOT EXISTS schema_version (
  version integer NOT NULL,
  applied_at timestamptz NOT NULL,
  CONSTRAINT schema_version_pk PRIMARY KEY (version)
)

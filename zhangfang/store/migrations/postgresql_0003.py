"""What migration 0003 adds on PostgreSQL: guards like SQLite's, and text that sorts by its bytes."""

_REFUSE = """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation';
    END $$
"""

_REFUSE_GAP = """
    CREATE FUNCTION refuse_gap() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.log_index <> (SELECT COALESCE(MAX(log_index) + 1, 0) FROM events)
        OR NEW.seq <> (SELECT COALESCE(MAX(seq) + 1, 1) FROM events
                       WHERE conversation = NEW.conversation)
      THEN
        RAISE EXCEPTION 'events is append-only: log_index and seq must be the next ones'
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$
"""

_TRIGGERS = (
    """
    CREATE TRIGGER events_refuse_gap BEFORE INSERT ON events
    FOR EACH ROW EXECUTE FUNCTION refuse_gap()
    """,
    """
    CREATE TRIGGER events_refuse_update BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION
    refuse('events is append-only: an entry is never altered, append another')
    """,
    """
    CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION
    refuse('events is append-only: an entry is never deleted')
    """,
    """
    CREATE TRIGGER sealed_refuse_update BEFORE UPDATE ON sealed FOR EACH ROW EXECUTE FUNCTION
    refuse('sealed is never altered: what is under seal is kept or destroyed')
    """,
    """
    CREATE TRIGGER subtrees_refuse_update BEFORE UPDATE ON subtrees FOR EACH ROW EXECUTE FUNCTION
    refuse('subtrees are never altered')
    """,
    """
    CREATE TRIGGER subtrees_refuse_delete BEFORE DELETE ON subtrees FOR EACH ROW EXECUTE FUNCTION
    refuse('subtrees are never deleted')
    """,
    """
    CREATE TRIGGER checkpoints_refuse_update BEFORE UPDATE ON checkpoints FOR EACH ROW
    WHEN (NEW.size <> OLD.size
      OR OLD.timestamp IS NOT NULL AND NEW.timestamp IS DISTINCT FROM OLD.timestamp
      OR SUBSTR(NEW.note, 1, LENGTH(OLD.note)) <> OLD.note)
    EXECUTE FUNCTION
    refuse('a checkpoint is never altered: signatures and a time stamp are added')
    """,
    """
    CREATE TRIGGER checkpoints_refuse_delete BEFORE DELETE ON checkpoints FOR EACH ROW
    EXECUTE FUNCTION refuse('a checkpoint is never deleted: it was handed out')
    """,
)

# TRUNCATE asks no trigger of a row. Values under seal are destroyed one by one, each with its event.
_TRUNCATE = tuple(
    f"""
    CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT
    EXECUTE FUNCTION refuse('{table} is never emptied')
    """
    for table in ("events", "sealed", "subtrees", "checkpoints")
)

# As on SQLite, whatever the database's locale: times and numbers are compared as they are written.
_BY_BYTES = """
    DO $$
    DECLARE it record;
    BEGIN
      FOR it IN SELECT table_name, column_name, character_maximum_length AS longest
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type = 'character varying'
          AND table_name <> 'alembic_version'
      LOOP
        EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE varchar%s COLLATE "C"',
          it.table_name, it.column_name, COALESCE('(' || it.longest || ')', ''));
      END LOOP;
    END $$
"""

# ANALYZE keeps samples of a column in pg_statistic, where an erasure would not find them.
_NO_SAMPLES = tuple(
    f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0"
    for table, column in (
        ("turns", "message"),
        ("sealed", "box"),
        ("conversation_keys", "wrapped"),
        ("case_secrets", "salt"),
        ("case_secrets", "digest"),
        ("resume_tries", "case_number"),
        ("resume_tries", "client"),
    )
)

STATEMENTS = (_BY_BYTES, *_NO_SAMPLES, _REFUSE, _REFUSE_GAP, *_TRIGGERS, *_TRUNCATE)

-- A passkey's enrolment and removal are records: whoever re-verifies a decision needs the key that signed it.
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['passkey', 'passkey_removal'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION notouch_append_only()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION notouch_append_only()', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only_truncate', t);
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY (ledger_index) REFERENCES entry (index)', t, t || '_ledger_index_entry_index_fk');
  END LOOP;
END $$;
--> statement-breakpoint
-- One lock per person: their factors, their attempts and their decisions come one after the other.
CREATE FUNCTION notouch_lock_person(person_id text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(person_id, 7041776))
$$;

-- Records are appended. Nothing updates, deletes or truncates them, and no authorization stands on anything but
-- the newest full PASS of the evidence that is there. The application checks all of this too; these guards hold
-- when the application is wrong, and ENABLE ALWAYS holds under session_replication_role = replica.
-- search_path is pinned so that no temporary table can stand in for a record table.

CREATE FUNCTION notouch_append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'notouch: % is append-only, % is refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation', HINT = 'Records are immutable. A correction is a new record.';
END $$;
--> statement-breakpoint
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['entry', 'run', 'content', 'page_totals', 'evidence', 'declaration', 'verdict', 'row_change',
                           'decision', 'register_entry', 'api_key', 'api_key_revocation'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION notouch_append_only()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION notouch_append_only()', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only_truncate', t);
  END LOOP;
END $$;
--> statement-breakpoint

-- One lock per run: an upload, a verdict and a decision on the same run come one after the other.
CREATE FUNCTION notouch_lock_run(run_id uuid) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(run_id::text, 1853189))
$$;
--> statement-breakpoint
-- One lock for the ledger's end.
CREATE FUNCTION notouch_lock_ledger() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(7957706)
$$;
--> statement-breakpoint

-- RFC 6962 leaf hash, as lib/ledger/hash.ts computes it.
CREATE FUNCTION notouch_leaf_hash(leaf text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256('\x00'::bytea || convert_to(leaf, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
CREATE FUNCTION notouch_check_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  last record;
  said jsonb := new.text::jsonb;
BEGIN
  PERFORM notouch_lock_ledger();
  SELECT e.index, e.hash INTO last FROM entry e ORDER BY e.index DESC LIMIT 1;
  IF new.index <> coalesce(last.index + 1, 0)
     OR (said->>'index')::bigint <> new.index
     OR said->>'previous' IS DISTINCT FROM coalesce(last.hash, repeat('0', 64))
     OR new.hash <> notouch_leaf_hash(new.text)
     OR said->>'kind' IS DISTINCT FROM new.kind
     OR said->>'actor' IS DISTINCT FROM new.actor
     OR said->>'run' IS DISTINCT FROM new.run
     OR (said->>'at')::timestamptz IS DISTINCT FROM new.at THEN
    RAISE EXCEPTION 'notouch: entry % does not continue the ledger', new.index USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER continues_ledger BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION notouch_check_entry();
--> statement-breakpoint
ALTER TABLE entry ENABLE ALWAYS TRIGGER continues_ledger;
--> statement-breakpoint

CREATE FUNCTION notouch_check_evidence() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  said jsonb := new.manifest::jsonb;
  r run;
BEGIN
  PERFORM notouch_lock_run(new.run_id);
  SELECT * INTO r FROM run WHERE id = new.run_id;
  IF new.digest <> encode(sha256(convert_to(new.manifest, 'UTF8')), 'hex')
     OR said->>'phase' IS DISTINCT FROM new.phase
     OR said->>'run' IS DISTINCT FROM r.slug
     OR said->'profile'->>'digest' IS DISTINCT FROM r.profile_digest THEN
    RAISE EXCEPTION 'notouch: this manifest is not the % evidence of run %', new.phase, r.slug
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER belongs_to_run BEFORE INSERT ON evidence FOR EACH ROW EXECUTE FUNCTION notouch_check_evidence();
--> statement-breakpoint
ALTER TABLE evidence ENABLE ALWAYS TRIGGER belongs_to_run;
--> statement-breakpoint
CREATE FUNCTION notouch_lock_declaration() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM notouch_lock_run(new.run_id);
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER in_turn BEFORE INSERT ON declaration FOR EACH ROW EXECUTE FUNCTION notouch_lock_declaration();
--> statement-breakpoint
ALTER TABLE declaration ENABLE ALWAYS TRIGGER in_turn;
--> statement-breakpoint

-- What a verdict must have judged: the digest of each phase and the newest declaration. db/verdicts.ts, basisOf, is its twin.
CREATE FUNCTION notouch_basis(of_run uuid) RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT (SELECT string_agg(p.phase || '=' || coalesce(e.digest, '-'), ';' ORDER BY p.place)
            FROM (VALUES (1, 'before'), (2, 'staging'), (3, 'after-run'), (4, 'after')) AS p(place, phase)
            LEFT JOIN evidence e ON e.run_id = of_run AND e.phase = p.phase)
      || ';declared='
      || coalesce((SELECT d.ledger_index || ':' || d.result FROM declaration d WHERE d.run_id = of_run
                    ORDER BY d.ledger_index DESC LIMIT 1), '-')
$$;
--> statement-breakpoint
CREATE FUNCTION notouch_check_verdict() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  said jsonb := new.matrix::jsonb;
  wrong text;
BEGIN
  PERFORM notouch_lock_run(new.run_id);
  IF new.basis <> notouch_basis(new.run_id) THEN
    RAISE EXCEPTION 'notouch: the evidence of this run changed while it was judged' USING ERRCODE = 'serialization_failure';
  END IF;
  SELECT string_agg(p.phase, ', ') INTO wrong
    FROM (VALUES ('before', 'before'), ('staging', 'staging'), ('after-run', 'afterRun'), ('after', 'after')) AS p(phase, member)
    LEFT JOIN evidence e ON e.run_id = new.run_id AND e.phase = p.phase
   WHERE said->'evidence'->>p.member IS DISTINCT FROM 'sha256:' || e.digest;
  IF wrong IS NOT NULL
     OR said->>'run' IS DISTINCT FROM (SELECT slug FROM run WHERE id = new.run_id)
     OR said->>'matrixDigest' IS DISTINCT FROM new.matrix_digest
     OR said->>'engineering' IS DISTINCT FROM new.engineering
     OR said->>'evaluator' IS DISTINCT FROM new.evaluator
     OR jsonb_array_length(said->'claims') <> 8 THEN
    RAISE EXCEPTION 'notouch: the matrix does not say what this verdict says of it (%)', coalesce(wrong, 'columns')
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF new.engineering = 'PASS' AND (jsonb_array_length(said->'failOpen') > 0
     OR EXISTS (SELECT FROM jsonb_array_elements(said->'claims') c WHERE c->>'verdict' IS DISTINCT FROM 'PASS')) THEN
    RAISE EXCEPTION 'notouch: a PASS needs eight claims that PASS and no F-OPEN' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER rests_on_evidence BEFORE INSERT ON verdict FOR EACH ROW EXECUTE FUNCTION notouch_check_verdict();
--> statement-breakpoint
ALTER TABLE verdict ENABLE ALWAYS TRIGGER rests_on_evidence;
--> statement-breakpoint

CREATE FUNCTION notouch_check_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  v verdict;
  held boolean;
BEGIN
  PERFORM notouch_lock_run(new.run_id);
  SELECT p.role = 'owner' AND NOT p.disabled INTO held FROM person p WHERE p.id = new.decided_by;
  IF held IS NOT TRUE THEN
    RAISE EXCEPTION 'notouch: only an Owner decides' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF btrim(new.reason) = '' THEN
    RAISE EXCEPTION 'notouch: a decision needs a reason' USING ERRCODE = 'check_violation';
  END IF;
  SELECT * INTO v FROM verdict WHERE run_id = new.run_id ORDER BY ledger_index DESC LIMIT 1;
  IF v.id IS NULL OR v.matrix_digest <> new.matrix_digest OR v.basis <> notouch_basis(new.run_id) THEN
    RAISE EXCEPTION 'notouch: the decision does not name the verdict in force' USING ERRCODE = 'check_violation';
  END IF;
  IF new.kind <> 'AUTHORIZE' THEN
    RETURN new;
  END IF;
  IF v.engineering <> 'PASS' THEN
    RAISE EXCEPTION 'notouch: AUTHORIZE needs an engineering PASS, the verdict is %', v.engineering USING ERRCODE = 'check_violation';
  END IF;
  IF coalesce(btrim(new.scope), '') = '' OR new.expires_at IS NULL OR new.expires_at <= new.decided_at
     OR new.expires_at > new.decided_at + interval '90 days' THEN
    RAISE EXCEPTION 'notouch: AUTHORIZE needs a scope and an expiry within 90 days' USING ERRCODE = 'check_violation';
  END IF;
  -- A key acts for the person who minted it, and its uploads stand under that person.
  IF EXISTS (SELECT FROM evidence e LEFT JOIN api_key k ON k.id = e.via_key
              WHERE e.run_id = new.run_id AND new.decided_by IN (e.contributor, k.minted_by))
     OR EXISTS (SELECT FROM declaration d LEFT JOIN api_key k ON k.id = d.via_key
              WHERE d.run_id = new.run_id AND new.decided_by IN (d.declared_by, k.minted_by)) THEN
    RAISE EXCEPTION 'notouch: a contributor does not authorize' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER eligible BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION notouch_check_decision();
--> statement-breakpoint
ALTER TABLE decision ENABLE ALWAYS TRIGGER eligible;

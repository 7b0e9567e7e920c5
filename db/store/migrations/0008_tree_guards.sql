-- The Merkle tree of RFC 6962 grows with each entry, inside the entry's own transaction: an entry without its part of
-- the tree, or a part without its entry, cannot be there. lib/ledger/tree.ts is the twin of what is computed here.

CREATE FUNCTION notouch_node_hash(left_hash text, right_hash text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256('\x01'::bytea || decode(left_hash, 'hex') || decode(right_hash, 'hex')), 'hex')
$$;
--> statement-breakpoint

-- Entries that are there already.
DO $$
DECLARE
  below int := 0;
  added bigint;
BEGIN
  INSERT INTO tree_node (level, index, hash)
    SELECT 1, l.index / 2, notouch_node_hash(l.hash, r.hash)
      FROM entry l JOIN entry r ON r.index = l.index + 1 WHERE l.index % 2 = 0;
  LOOP
    below := below + 1;
    INSERT INTO tree_node (level, index, hash)
      SELECT below + 1, l.index / 2, notouch_node_hash(l.hash, r.hash)
        FROM tree_node l JOIN tree_node r ON r.level = l.level AND r.index = l.index + 1
       WHERE l.level = below AND l.index % 2 = 0;
    GET DIAGNOSTICS added = ROW_COUNT;
    EXIT WHEN added = 0;
  END LOOP;
END $$;
--> statement-breakpoint

CREATE FUNCTION notouch_grow_tree() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  n bigint := new.index;
  lvl int := 0;
  here text := new.hash;
  beside text;
BEGIN
  WHILE n % 2 = 1 LOOP
    IF lvl = 0 THEN
      SELECT e.hash INTO STRICT beside FROM entry e WHERE e.index = n - 1;
    ELSE
      SELECT t.hash INTO STRICT beside FROM tree_node t WHERE t.level = lvl AND t.index = n - 1;
    END IF;
    here := notouch_node_hash(beside, here);
    n := n / 2;
    lvl := lvl + 1;
    INSERT INTO tree_node (level, index, hash) VALUES (lvl, n, here);
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER grows_tree AFTER INSERT ON entry FOR EACH ROW EXECUTE FUNCTION notouch_grow_tree();
--> statement-breakpoint
ALTER TABLE entry ENABLE ALWAYS TRIGGER grows_tree;
--> statement-breakpoint

-- Only what its two halves make may stand in the tree.
CREATE FUNCTION notouch_check_node() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  made text;
BEGIN
  IF new.level = 1 THEN
    SELECT notouch_node_hash(l.hash, r.hash) INTO made
      FROM entry l, entry r WHERE l.index = new.index * 2 AND r.index = new.index * 2 + 1;
  ELSE
    SELECT notouch_node_hash(l.hash, r.hash) INTO made
      FROM tree_node l, tree_node r
     WHERE l.level = new.level - 1 AND l.index = new.index * 2 AND r.level = new.level - 1 AND r.index = new.index * 2 + 1;
  END IF;
  IF made IS DISTINCT FROM new.hash THEN
    RAISE EXCEPTION 'notouch: tree node % of level % is not made of its halves', new.index, new.level
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER made_of_halves BEFORE INSERT ON tree_node FOR EACH ROW EXECUTE FUNCTION notouch_check_node();
--> statement-breakpoint
ALTER TABLE tree_node ENABLE ALWAYS TRIGGER made_of_halves;
--> statement-breakpoint

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['tree_node', 'cosignature'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION notouch_append_only()', t);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION notouch_append_only()', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER append_only_truncate', t);
  END LOOP;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON run_gate FOR EACH ROW EXECUTE FUNCTION notouch_append_only();
--> statement-breakpoint
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON run_gate FOR EACH STATEMENT EXECUTE FUNCTION notouch_append_only();
--> statement-breakpoint
ALTER TABLE run_gate ENABLE ALWAYS TRIGGER append_only;
--> statement-breakpoint
ALTER TABLE run_gate ENABLE ALWAYS TRIGGER append_only_truncate;
--> statement-breakpoint
ALTER TABLE decision ADD CONSTRAINT presence_known CHECK (presence IN ('password', 'password+totp', 'passkey'));
--> statement-breakpoint
ALTER TABLE decision ADD CONSTRAINT signed_or_not CHECK (
  CASE WHEN presence = 'passkey'
    THEN statement IS NOT NULL AND assertion IS NOT NULL AND passkey_id IS NOT NULL AND nonce IS NOT NULL
    ELSE statement IS NULL AND assertion IS NULL AND passkey_id IS NULL AND nonce IS NULL END);
--> statement-breakpoint
ALTER TABLE decision ADD CONSTRAINT owners_known CHECK (owners IN (1, 2));
--> statement-breakpoint

-- Base 64 of RFC 4648 §5 without padding, there and back.
CREATE FUNCTION notouch_base64url(bytes bytea) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT rtrim(translate(replace(encode(bytes, 'base64'), chr(10), ''), '+/', '-_'), '=')
$$;
--> statement-breakpoint
CREATE FUNCTION notouch_from_base64url(encoded text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT decode(rpad(translate(encoded, '-_', '+/'), ((length(encoded) + 3) / 4) * 4, '='), 'base64')
$$;
--> statement-breakpoint

-- Whoever decides stays who they are until the decision stands: a role taken away at the same moment waits for it,
-- and a decision after it is refused. FOR SHARE conflicts with the UPDATE of an account.
CREATE FUNCTION notouch_check_presence() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  held boolean;
  said jsonb;
  signed jsonb;
  client jsonb;
  run_slug text;
BEGIN
  PERFORM notouch_lock_run(new.run_id);
  SELECT p.role = 'owner' AND NOT p.disabled INTO held FROM person p WHERE p.id = new.decided_by FOR SHARE;
  IF held IS NOT TRUE THEN
    RAISE EXCEPTION 'notouch: only an Owner decides' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF new.presence <> 'passkey' THEN
    IF new.presence = 'password+totp'
       AND NOT EXISTS (SELECT FROM totp WHERE person_id = new.decided_by AND confirmed_at IS NOT NULL) THEN
      RAISE EXCEPTION 'notouch: no authenticator app is enrolled' USING ERRCODE = 'check_violation';
    END IF;
    IF new.kind = 'AUTHORIZE' AND new.presence = 'password'
       AND (EXISTS (SELECT FROM totp WHERE person_id = new.decided_by AND confirmed_at IS NOT NULL)
            OR EXISTS (SELECT FROM passkey k WHERE k.person_id = new.decided_by
                         AND NOT EXISTS (SELECT FROM passkey_removal r WHERE r.passkey_id = k.id))) THEN
      RAISE EXCEPTION 'notouch: AUTHORIZE needs the second factor that is enrolled' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN new;
  END IF;

  IF NOT EXISTS (SELECT FROM passkey k WHERE k.id = new.passkey_id AND k.person_id = new.decided_by
                   AND NOT EXISTS (SELECT FROM passkey_removal r WHERE r.passkey_id = k.id)) THEN
    RAISE EXCEPTION 'notouch: the passkey is not one of whoever decides' USING ERRCODE = 'insufficient_privilege';
  END IF;
  said := new.statement::jsonb;
  signed := new.assertion::jsonb;
  client := convert_from(notouch_from_base64url(signed->>'clientDataJSON'), 'UTF8')::jsonb;
  SELECT slug INTO run_slug FROM run WHERE id = new.run_id;
  IF said->>'run' IS DISTINCT FROM run_slug
     OR said->>'kind' IS DISTINCT FROM new.kind
     OR said->>'matrixDigest' IS DISTINCT FROM new.matrix_digest
     OR said->>'reason' IS DISTINCT FROM new.reason
     OR said->>'scope' IS DISTINCT FROM new.scope
     OR (said->>'expiresAt')::timestamptz IS DISTINCT FROM new.expires_at
     OR (said->>'revisitAt')::timestamptz IS DISTINCT FROM new.revisit_at
     OR said->'acknowledgedCaveats' IS DISTINCT FROM to_jsonb(new.acknowledged_caveats)
     OR said->'acknowledgedBlockers' IS DISTINCT FROM to_jsonb(new.acknowledged_blockers)
     OR said->>'decidedBy' IS DISTINCT FROM (SELECT username FROM person WHERE id = new.decided_by)
     OR said->>'nonce' IS DISTINCT FROM new.nonce
     OR (said->>'until')::timestamptz IS NULL OR (said->>'until')::timestamptz < new.decided_at
     OR signed->>'statement' IS DISTINCT FROM new.statement
     OR signed->>'credentialId' IS DISTINCT FROM (SELECT credential_id FROM passkey WHERE id = new.passkey_id)
     OR signed->>'publicKey' IS DISTINCT FROM (SELECT public_key FROM passkey WHERE id = new.passkey_id)
     OR client->>'type' IS DISTINCT FROM 'webauthn.get'
     OR client->>'origin' IS DISTINCT FROM said->>'origin'
     OR client->>'challenge' IS DISTINCT FROM notouch_base64url(sha256(convert_to(new.statement, 'UTF8')))
     OR coalesce((client->>'crossOrigin')::boolean, false)
     -- User present and user verified (WebAuthn §6.1). The signature itself is verified by the application.
     OR get_byte(notouch_from_base64url(signed->>'authenticatorData'), 32) & 5 <> 5 THEN
    RAISE EXCEPTION 'notouch: what the passkey signed is not this decision' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER present BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION notouch_check_presence();
--> statement-breakpoint
ALTER TABLE decision ENABLE ALWAYS TRIGGER present;

CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"minted_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"ledger_index" bigint NOT NULL,
	CONSTRAINT "api_key_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "api_key_revocation" (
	"key_id" uuid PRIMARY KEY NOT NULL,
	"revoked_at" timestamp (3) with time zone NOT NULL,
	"revoked_by" text NOT NULL,
	"ledger_index" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_key_use" (
	"key_id" uuid PRIMARY KEY NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "content" (
	"digest" "bytea" PRIMARY KEY NOT NULL,
	"size" integer NOT NULL,
	"stored" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"matrix_digest" text NOT NULL,
	"reason" text NOT NULL,
	"scope" text,
	"expires_at" timestamp (3) with time zone,
	"revisit_at" timestamp (3) with time zone,
	"acknowledged_caveats" text[] NOT NULL,
	"acknowledged_blockers" text[] NOT NULL,
	"presence" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"ledger_index" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "declaration" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"result" text NOT NULL,
	"declared_at" timestamp (3) with time zone NOT NULL,
	"declared_by" text NOT NULL,
	"via_key" uuid,
	"ledger_index" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "entry" (
	"index" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"run" text,
	CONSTRAINT "entry_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"phase" text NOT NULL,
	"digest" text NOT NULL,
	"manifest" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"contributor" text NOT NULL,
	"via_key" uuid,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"database" text NOT NULL,
	"server_version" text NOT NULL,
	"rows" bigint NOT NULL,
	"tables" integer NOT NULL,
	"ledger_index" bigint NOT NULL,
	CONSTRAINT "evidence_phase_once" UNIQUE("run_id","phase")
);
--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request" text NOT NULL,
	"status" smallint,
	"body" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_key_actor_key_pk" PRIMARY KEY("actor","key"),
	CONSTRAINT "idempotency_whole" CHECK ((status is null) = (body is null))
);
--> statement-breakpoint
CREATE TABLE "page_totals" (
	"page" text NOT NULL,
	"layout" text NOT NULL,
	"totals" text NOT NULL,
	CONSTRAINT "page_totals_page_layout_pk" PRIMARY KEY("page","layout")
);
--> statement-breakpoint
CREATE TABLE "register_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"owner" text,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text,
	"ledger_index" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "row_change" (
	"verdict_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"table_name" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"claims" text[] NOT NULL,
	"columns" text[] NOT NULL,
	"change" text NOT NULL,
	CONSTRAINT "row_change_verdict_id_position_pk" PRIMARY KEY("verdict_id","position")
);
--> statement-breakpoint
CREATE TABLE "run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"profile_name" text NOT NULL,
	"profile_version" integer NOT NULL,
	"profile_digest" text NOT NULL,
	"profile_document" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"via_key" uuid,
	"ledger_index" bigint NOT NULL,
	CONSTRAINT "run_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "verdict" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"matrix_digest" text NOT NULL,
	"matrix" text NOT NULL,
	"engineering" text NOT NULL,
	"evaluator" text NOT NULL,
	"basis" text NOT NULL,
	"compared" bigint,
	"changes" bigint NOT NULL,
	"facets" text NOT NULL,
	"evaluated_at" timestamp (3) with time zone NOT NULL,
	"ledger_index" bigint NOT NULL,
	CONSTRAINT "verdict_once" UNIQUE("run_id","basis","evaluator")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"username" text NOT NULL,
	"display_username" text,
	"role" text DEFAULT 'auditor' NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_email_unique" UNIQUE("email"),
	CONSTRAINT "person_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "setup_token" (
	"hash" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_minted_by_person_id_fk" FOREIGN KEY ("minted_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_ledger_index_entry_index_fk" FOREIGN KEY ("ledger_index") REFERENCES "public"."entry"("index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_revocation" ADD CONSTRAINT "api_key_revocation_key_id_api_key_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_revocation" ADD CONSTRAINT "api_key_revocation_revoked_by_person_id_fk" FOREIGN KEY ("revoked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_revocation" ADD CONSTRAINT "api_key_revocation_ledger_index_entry_index_fk" FOREIGN KEY ("ledger_index") REFERENCES "public"."entry"("index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_use" ADD CONSTRAINT "api_key_use_key_id_api_key_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_decided_by_person_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_ledger_index_entry_index_fk" FOREIGN KEY ("ledger_index") REFERENCES "public"."entry"("index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_declared_by_person_id_fk" FOREIGN KEY ("declared_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_via_key_api_key_id_fk" FOREIGN KEY ("via_key") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "declaration" ADD CONSTRAINT "declaration_ledger_index_entry_index_fk" FOREIGN KEY ("ledger_index") REFERENCES "public"."entry"("index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_contributor_person_id_fk" FOREIGN KEY ("contributor") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_via_key_api_key_id_fk" FOREIGN KEY ("via_key") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_ledger_index_entry_index_fk" FOREIGN KEY ("ledger_index") REFERENCES "public"."entry"("index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_entry" ADD CONSTRAINT "register_entry_by_person_id_fk" FOREIGN KEY ("by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_entry" ADD CONSTRAINT "register_entry_ledger_index_entry_index_fk" FOREIGN KEY ("ledger_index") REFERENCES "public"."entry"("index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "row_change" ADD CONSTRAINT "row_change_verdict_id_verdict_id_fk" FOREIGN KEY ("verdict_id") REFERENCES "public"."verdict"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_via_key_api_key_id_fk" FOREIGN KEY ("via_key") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run" ADD CONSTRAINT "run_ledger_index_entry_index_fk" FOREIGN KEY ("ledger_index") REFERENCES "public"."entry"("index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "verdict" ADD CONSTRAINT "verdict_ledger_index_entry_index_fk" FOREIGN KEY ("ledger_index") REFERENCES "public"."entry"("index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_person_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_person_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decision_run" ON "decision" USING btree ("run_id","ledger_index");--> statement-breakpoint
CREATE INDEX "declaration_run" ON "declaration" USING btree ("run_id","ledger_index");--> statement-breakpoint
CREATE INDEX "entry_run" ON "entry" USING btree ("run","index");--> statement-breakpoint
CREATE INDEX "entry_kind" ON "entry" USING btree ("kind","index");--> statement-breakpoint
CREATE INDEX "register_code" ON "register_entry" USING btree ("code","ledger_index");--> statement-breakpoint
CREATE INDEX "row_change_table" ON "row_change" USING btree ("verdict_id","table_name","position");--> statement-breakpoint
CREATE INDEX "row_change_kind" ON "row_change" USING btree ("verdict_id","kind","position");--> statement-breakpoint
CREATE INDEX "verdict_newest" ON "verdict" USING btree ("run_id","ledger_index");--> statement-breakpoint
CREATE INDEX "verdict_search" ON "verdict" USING btree ("engineering");--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");
CREATE TABLE "run_gate" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"code" text NOT NULL,
	"named_at" timestamp (3) with time zone NOT NULL,
	"named_by" text NOT NULL,
	"via_key" uuid,
	"ledger_index" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "statement" text;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "assertion" text;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "passkey_id" uuid;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "nonce" text;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "owners" smallint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "register_entry" ADD COLUMN "evidence" text;--> statement-breakpoint
ALTER TABLE "run_gate" ADD CONSTRAINT "run_gate_run_id_run_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."run"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_gate" ADD CONSTRAINT "run_gate_named_by_person_id_fk" FOREIGN KEY ("named_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_gate" ADD CONSTRAINT "run_gate_via_key_api_key_id_fk" FOREIGN KEY ("via_key") REFERENCES "public"."api_key"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_gate" ADD CONSTRAINT "run_gate_ledger_index_entry_index_fk" FOREIGN KEY ("ledger_index") REFERENCES "public"."entry"("index") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_gate_run" ON "run_gate" USING btree ("run_id","ledger_index");--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_passkey_id_passkey_id_fk" FOREIGN KEY ("passkey_id") REFERENCES "public"."passkey"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision" ADD CONSTRAINT "decision_nonce_unique" UNIQUE("nonce");
CREATE TABLE "cosignature" (
	"size" bigint NOT NULL,
	"root" text NOT NULL,
	"witness" text NOT NULL,
	"key_id" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"signature" "bytea" NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cosignature_size_witness_key_id_signed_at_pk" PRIMARY KEY("size","witness","key_id","signed_at")
);
--> statement-breakpoint
CREATE TABLE "tree_node" (
	"level" smallint NOT NULL,
	"index" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "tree_node_level_index_pk" PRIMARY KEY("level","index")
);
--> statement-breakpoint
CREATE INDEX "cosignature_newest" ON "cosignature" USING btree ("witness","size");
DROP INDEX "row_change_table";--> statement-breakpoint
DROP INDEX "row_change_kind";--> statement-breakpoint
ALTER TABLE "row_change" ADD COLUMN "group_no" integer;--> statement-breakpoint
ALTER TABLE "row_change" ADD COLUMN "pair" integer;--> statement-breakpoint
ALTER TABLE "verdict" ADD COLUMN "compared_tables" text[];--> statement-breakpoint
CREATE INDEX "row_change_group" ON "row_change" USING btree ("verdict_id","group_no","position");
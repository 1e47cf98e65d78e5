ALTER TABLE "crossing" ADD COLUMN "binding" jsonb;--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "eligibility" jsonb;--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "open_questions" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
-- The owner sees its own rows; the policies are set again after every migration.
ALTER TABLE "crossing" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "crossing" SET
  "binding" = nullif("state" -> 'binding', 'null'),
  "eligibility" = nullif("state" -> 'eligibility', 'null'),
  "open_questions" = coalesce(jsonb_path_query_array("state", '$.questions[*] ? (@.answeredAt == null)'), '[]');--> statement-breakpoint
ALTER TABLE "crossing" DROP COLUMN "state";--> statement-breakpoint
DROP INDEX "event_device_seq";--> statement-breakpoint
CREATE INDEX "event_device_seq" ON "event" USING btree ("gate_id","device","seq");

CREATE TABLE "process_draft" (
	"gate_id" text NOT NULL,
	"process_id" text NOT NULL,
	"document" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" bigint NOT NULL,
	CONSTRAINT "process_draft_pk" PRIMARY KEY("gate_id","process_id")
);
--> statement-breakpoint
ALTER TABLE "process" ADD COLUMN "published_by" text;--> statement-breakpoint
ALTER TABLE "process" ADD COLUMN "published_at" bigint;--> statement-breakpoint
ALTER TABLE "process" ADD COLUMN "reason" text;
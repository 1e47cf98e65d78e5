CREATE TABLE "call_knew" (
	"gate_id" text NOT NULL,
	"call_id" uuid NOT NULL,
	"made_at" bigint NOT NULL,
	"knew" jsonb NOT NULL,
	CONSTRAINT "call_knew_pk" PRIMARY KEY("gate_id","call_id")
);
--> statement-breakpoint
CREATE TABLE "gate_table" (
	"version" integer PRIMARY KEY NOT NULL,
	"made_at" bigint NOT NULL,
	"made_by" text NOT NULL,
	"reason" text NOT NULL,
	"same_as" integer,
	"content" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "yard" text;--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "yard_since" bigint;
CREATE TABLE "neighbour_inbox" (
	"source" text NOT NULL,
	"epoch" integer NOT NULL,
	"sequence" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"heard_at" bigint NOT NULL,
	CONSTRAINT "neighbour_inbox_pk" PRIMARY KEY("source","epoch","sequence")
);
--> statement-breakpoint
CREATE TABLE "neighbour_key" (
	"source" text NOT NULL,
	"key_id" text NOT NULL,
	"public_key" text NOT NULL,
	"state" text NOT NULL,
	"offered_at" bigint NOT NULL,
	"trusted_by" text,
	"trusted_at" bigint,
	"until" bigint,
	CONSTRAINT "neighbour_key_pk" PRIMARY KEY("source","key_id")
);
--> statement-breakpoint
CREATE TABLE "neighbour_link" (
	"source" text PRIMARY KEY NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"contiguous" bigint DEFAULT 0 NOT NULL,
	"highest" bigint DEFAULT 0 NOT NULL,
	"heard_at" bigint,
	"ack_epoch" integer DEFAULT 0 NOT NULL,
	"ack_sequence" bigint DEFAULT 0 NOT NULL,
	"ack_at" bigint
);
--> statement-breakpoint
CREATE TABLE "neighbour_nonce" (
	"key_id" text NOT NULL,
	"nonce" text NOT NULL,
	"until" bigint NOT NULL,
	CONSTRAINT "neighbour_nonce_pk" PRIMARY KEY("key_id","nonce")
);
--> statement-breakpoint
CREATE TABLE "neighbour_outbox" (
	"epoch" integer NOT NULL,
	"sequence" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"event" jsonb NOT NULL,
	"said_hash" text NOT NULL,
	"made_at" bigint NOT NULL,
	CONSTRAINT "neighbour_outbox_pk" PRIMARY KEY("epoch","sequence")
);
--> statement-breakpoint
CREATE TABLE "neighbour_statement" (
	"gate_id" text NOT NULL,
	"source" text NOT NULL,
	"statement_id" uuid NOT NULL,
	"level" text NOT NULL,
	"channel" text NOT NULL,
	"epoch" integer,
	"sequence" bigint,
	"kind" text NOT NULL,
	"direction" text,
	"said" jsonb NOT NULL,
	"said_at" bigint NOT NULL,
	"valid_until" bigint,
	"heard_at" bigint NOT NULL,
	"told_by" text,
	"recorded_by" text,
	"note" text,
	CONSTRAINT "neighbour_statement_pk" PRIMARY KEY("gate_id","source","statement_id")
);
--> statement-breakpoint
CREATE TABLE "neighbour_step" (
	"gate_id" text NOT NULL,
	"agreement_id" uuid NOT NULL,
	"step_hash" text NOT NULL,
	"step" integer NOT NULL,
	"content" jsonb NOT NULL,
	"kept_at" bigint NOT NULL,
	"by" text,
	CONSTRAINT "neighbour_step_pk" PRIMARY KEY("gate_id","agreement_id","step_hash")
);
--> statement-breakpoint
CREATE INDEX "neighbour_nonce_until" ON "neighbour_nonce" USING btree ("until");--> statement-breakpoint
CREATE INDEX "neighbour_outbox_topic" ON "neighbour_outbox" USING btree ("topic","made_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "neighbour_outbox_event" ON "neighbour_outbox" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "neighbour_statement_newest" ON "neighbour_statement" USING btree ("gate_id","kind","said_at" DESC NULLS LAST);
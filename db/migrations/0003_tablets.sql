CREATE TABLE "device_act" (
	"gate_id" text NOT NULL,
	"act_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"seq" bigint,
	"raw_hash" text,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "device_act_pk" PRIMARY KEY("gate_id","act_id")
);
--> statement-breakpoint
CREATE TABLE "enrolment_code" (
	"gate_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"name" text NOT NULL,
	"checkpoint" text NOT NULL,
	"agency" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_by" uuid,
	"used_at" bigint,
	CONSTRAINT "enrolment_code_pk" PRIMARY KEY("gate_id","secret_hash")
);
--> statement-breakpoint
CREATE TABLE "photo" (
	"gate_id" text NOT NULL,
	"event_id" uuid NOT NULL,
	"photo" uuid NOT NULL,
	"crossing_id" uuid,
	"key" text NOT NULL,
	"whole_at" bigint NOT NULL,
	CONSTRAINT "photo_pk" PRIMARY KEY("gate_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "photo_part" (
	"gate_id" text NOT NULL,
	"event_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"data" "bytea" NOT NULL,
	"received_at" bigint NOT NULL,
	CONSTRAINT "photo_part_pk" PRIMARY KEY("gate_id","event_id","part")
);
--> statement-breakpoint
CREATE TABLE "approver" (
	"gate_id" text NOT NULL,
	"person_id" text NOT NULL,
	"public_key" text NOT NULL,
	"name" text NOT NULL,
	"from_at" bigint NOT NULL,
	"to_at" bigint,
	CONSTRAINT "approver_pk" PRIMARY KEY("gate_id","person_id","public_key")
);
--> statement-breakpoint
CREATE TABLE "eligibility_answer" (
	"gate_id" text NOT NULL,
	"source" text NOT NULL,
	"declaration" text NOT NULL,
	"container" text NOT NULL,
	"eligible" boolean NOT NULL,
	"as_of" bigint NOT NULL,
	"received_at" bigint NOT NULL,
	CONSTRAINT "eligibility_answer_pk" PRIMARY KEY("gate_id","source","declaration","container")
);
--> statement-breakpoint
CREATE TABLE "feed" (
	"gate_id" text NOT NULL,
	"name" text NOT NULL,
	"cursor" text,
	"tried_at" bigint,
	"answered_at" bigint,
	"failures" integer DEFAULT 0 NOT NULL,
	"fault" text,
	"next_at" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "feed_pk" PRIMARY KEY("gate_id","name")
);
--> statement-breakpoint
CREATE TABLE "sighting" (
	"gate_id" text NOT NULL,
	"event_id" uuid NOT NULL,
	"device" uuid NOT NULL,
	"crossing_id" uuid,
	"pass_id" text,
	"plate_key" text,
	"at" bigint NOT NULL,
	CONSTRAINT "sighting_pk" PRIMARY KEY("gate_id","event_id")
);
--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "wipe_asked_at" bigint;--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "condition" jsonb;--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "condition_at" bigint;--> statement-breakpoint
ALTER TABLE "gate_head" ADD COLUMN "epoch" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
CREATE INDEX "device_act_device" ON "device_act" USING btree ("gate_id","device_id");--> statement-breakpoint
CREATE INDEX "photo_crossing" ON "photo" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE INDEX "eligibility_answer_fresh" ON "eligibility_answer" USING btree ("gate_id","as_of");--> statement-breakpoint
CREATE INDEX "sighting_plate" ON "sighting" USING btree ("plate_key","at");--> statement-breakpoint
CREATE INDEX "sighting_pass" ON "sighting" USING btree ("pass_id","at");--> statement-breakpoint
CREATE INDEX "sighting_at" ON "sighting" USING btree ("gate_id","at");--> statement-breakpoint
CREATE INDEX "crossing_customs" ON "crossing" USING btree ("gate_id",(state -> 'binding' ->> 'customsDeclaration')) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "event_shift" ON "event" USING btree ("gate_id","device","seq" DESC NULLS LAST) WHERE type in ('shift.opened', 'shift.ended');--> statement-breakpoint
CREATE INDEX "event_override" ON "event" USING btree ("gate_id","position") WHERE type = 'release.overridden';--> statement-breakpoint
CREATE INDEX "event_override_check" ON "event" USING btree ("gate_id",(event -> 'body' ->> 'override')) WHERE type = 'override.checked';
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
CREATE INDEX "photo_crossing" ON "photo" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE INDEX "event_shift" ON "event" USING btree ("gate_id","device","seq" DESC NULLS LAST) WHERE type in ('shift.opened', 'shift.ended');
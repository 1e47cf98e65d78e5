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
CREATE INDEX "eligibility_answer_fresh" ON "eligibility_answer" USING btree ("gate_id","as_of");--> statement-breakpoint
CREATE INDEX "sighting_plate" ON "sighting" USING btree ("plate_key","at");--> statement-breakpoint
CREATE INDEX "sighting_pass" ON "sighting" USING btree ("pass_id","at");--> statement-breakpoint
CREATE INDEX "sighting_at" ON "sighting" USING btree ("gate_id","at");--> statement-breakpoint
CREATE INDEX "crossing_customs" ON "crossing" USING btree ("gate_id",(state -> 'binding' ->> 'customsDeclaration')) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "event_override" ON "event" USING btree ("gate_id","position") WHERE type = 'release.overridden';--> statement-breakpoint
CREATE INDEX "event_override_check" ON "event" USING btree ("gate_id",(event -> 'body' ->> 'override')) WHERE type = 'override.checked';
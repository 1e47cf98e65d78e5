CREATE TABLE "slot" (
	"gate_id" text NOT NULL,
	"direction" text NOT NULL,
	"class" text NOT NULL,
	"hour_start" bigint NOT NULL,
	"capacity" integer NOT NULL,
	"limited_by" text NOT NULL,
	"released" integer NOT NULL,
	"booked" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "slot_pk" PRIMARY KEY("gate_id","direction","class","hour_start"),
	CONSTRAINT "slot_not_overbooked" CHECK ("slot"."booked" >= 0 and "slot"."booked" <= "slot"."released")
);
--> statement-breakpoint
CREATE TABLE "slot_conduct" (
	"gate_id" text NOT NULL,
	"id" uuid NOT NULL,
	"plate_key" text NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL,
	"behind_minutes" integer NOT NULL,
	CONSTRAINT "slot_conduct_pk" PRIMARY KEY("gate_id","id")
);
--> statement-breakpoint
CREATE TABLE "slot_draw" (
	"gate_id" text NOT NULL,
	"release_at" bigint NOT NULL,
	"direction" text NOT NULL,
	"class" text NOT NULL,
	"hour_start" bigint NOT NULL,
	"proof" jsonb NOT NULL,
	CONSTRAINT "slot_draw_pk" PRIMARY KEY("gate_id","release_at","direction","class","hour_start")
);
--> statement-breakpoint
CREATE TABLE "slot_firm" (
	"gate_id" text NOT NULL,
	"direction" text NOT NULL,
	"hour_start" bigint NOT NULL,
	"firm" text NOT NULL,
	"booked" integer NOT NULL,
	CONSTRAINT "slot_firm_pk" PRIMARY KEY("gate_id","direction","hour_start","firm"),
	CONSTRAINT "slot_firm_not_negative" CHECK ("slot_firm"."booked" >= 0)
);
--> statement-breakpoint
CREATE TABLE "slot_place" (
	"gate_id" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"firm" text NOT NULL,
	"direction" text NOT NULL,
	"class" text NOT NULL,
	"state" text NOT NULL,
	"hour_start" bigint NOT NULL,
	"until_hour" bigint NOT NULL,
	"asked_at" bigint NOT NULL,
	"leaving_at" bigint,
	"gone_because" text,
	"postponed" boolean DEFAULT false NOT NULL,
	CONSTRAINT "slot_place_pk" PRIMARY KEY("gate_id","crossing_id"),
	CONSTRAINT "slot_place_gone" CHECK (("slot_place"."state" = 'gone') = ("slot_place"."gone_because" is not null))
);
--> statement-breakpoint
CREATE TABLE "slot_record" (
	"gate_id" text NOT NULL,
	"id" uuid NOT NULL,
	"at" bigint NOT NULL,
	"direction" text NOT NULL,
	"class" text NOT NULL,
	"hour_start" bigint NOT NULL,
	"reference" text NOT NULL,
	"why" jsonb NOT NULL,
	CONSTRAINT "slot_record_pk" PRIMARY KEY("gate_id","id")
);
--> statement-breakpoint
CREATE TABLE "slot_round" (
	"gate_id" text NOT NULL,
	"release_at" bigint NOT NULL,
	"commitment" text NOT NULL,
	"committed_at" bigint NOT NULL,
	"seed" text NOT NULL,
	"drawn_at" bigint,
	CONSTRAINT "slot_round_pk" PRIMARY KEY("gate_id","release_at")
);
--> statement-breakpoint
CREATE INDEX "slot_hour" ON "slot" USING btree ("gate_id","hour_start");--> statement-breakpoint
CREATE INDEX "slot_conduct_plate" ON "slot_conduct" USING btree ("plate_key","at");--> statement-breakpoint
CREATE INDEX "slot_place_live" ON "slot_place" USING btree ("gate_id","direction","class","asked_at") WHERE state in ('asked', 'booked');--> statement-breakpoint
CREATE INDEX "slot_record_reference" ON "slot_record" USING btree ("gate_id","reference");--> statement-breakpoint
CREATE INDEX "slot_round_to_draw" ON "slot_round" USING btree ("release_at") WHERE drawn_at is null;
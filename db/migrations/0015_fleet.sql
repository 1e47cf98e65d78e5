CREATE TABLE "chassis_claim" (
	"of_firm" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"chassis" text NOT NULL,
	"plate_key" text NOT NULL,
	"claimed_at" bigint NOT NULL,
	"verified_at" bigint,
	"retired_at" bigint,
	CONSTRAINT "chassis_claim_pk" PRIMARY KEY("of_firm","vehicle_id")
);
--> statement-breakpoint
CREATE TABLE "fleet_change" (
	"firm_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"entry" text NOT NULL,
	"entry_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"before" text,
	"after" text,
	"by_person_id" uuid NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "fleet_change_pk" PRIMARY KEY("firm_id","change_id")
);
--> statement-breakpoint
CREATE TABLE "fleet_driver" (
	"firm_id" uuid NOT NULL,
	"driver_id" uuid NOT NULL,
	"sealed" text,
	"licence_until" text,
	"added_at" bigint NOT NULL,
	"retired_at" bigint,
	CONSTRAINT "fleet_driver_pk" PRIMARY KEY("firm_id","driver_id")
);
--> statement-breakpoint
CREATE TABLE "fleet_vehicle" (
	"firm_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"plate" text NOT NULL,
	"raw_plate" text NOT NULL,
	"chassis" text,
	"container" text NOT NULL,
	"max_load_kg" integer,
	"licence_number" text,
	"licence_until" text,
	"insurance_number" text,
	"insurance_until" text,
	"added_at" bigint NOT NULL,
	"retired_at" bigint,
	CONSTRAINT "fleet_vehicle_pk" PRIMARY KEY("firm_id","vehicle_id")
);
--> statement-breakpoint
CREATE TABLE "fleet_verification" (
	"firm_id" uuid NOT NULL,
	"verification_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"chassis" text NOT NULL,
	"plate" text NOT NULL,
	"evidence" text NOT NULL,
	"seen_at_gate" text NOT NULL,
	"by_person_id" uuid NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "fleet_verification_pk" PRIMARY KEY("firm_id","verification_id")
);
--> statement-breakpoint
CREATE TABLE "goods_template" (
	"firm_id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	"name" text NOT NULL,
	"goods" jsonb NOT NULL,
	"added_at" bigint NOT NULL,
	"retired_at" bigint,
	CONSTRAINT "goods_template_pk" PRIMARY KEY("firm_id","template_id")
);
--> statement-breakpoint
CREATE TABLE "redirect" (
	"gate_id" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	"way" text NOT NULL,
	"other_gate" text NOT NULL,
	"other_crossing" uuid NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	"asked_at" bigint,
	CONSTRAINT "redirect_pk" PRIMARY KEY("gate_id","crossing_id")
);
--> statement-breakpoint
CREATE TABLE "substitution" (
	"gate_id" text NOT NULL,
	"request_id" uuid NOT NULL,
	"crossing_id" uuid NOT NULL,
	"of_firm" uuid NOT NULL,
	"part" text NOT NULL,
	"before" text,
	"after" text,
	"entry_id" uuid,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"needs_consent" boolean NOT NULL,
	"outcome" text,
	"code" text,
	"place" text,
	"words" text,
	"decided_by" text,
	"decided_at" bigint,
	CONSTRAINT "substitution_pk" PRIMARY KEY("gate_id","request_id"),
	CONSTRAINT "substitution_decided" CHECK (("substitution"."outcome" is null) = ("substitution"."decided_at" is null))
);
--> statement-breakpoint
ALTER TABLE "slot_place" ADD COLUMN "last_in_hour" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "fleet_change" ADD CONSTRAINT "fleet_change_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fleet_driver" ADD CONSTRAINT "fleet_driver_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fleet_vehicle" ADD CONSTRAINT "fleet_vehicle_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fleet_verification" ADD CONSTRAINT "fleet_verification_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goods_template" ADD CONSTRAINT "goods_template_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "chassis_claim_chassis" ON "chassis_claim" USING btree ("chassis");--> statement-breakpoint
CREATE INDEX "chassis_claim_plate" ON "chassis_claim" USING btree ("plate_key");--> statement-breakpoint
CREATE INDEX "fleet_change_entry" ON "fleet_change" USING btree ("firm_id","entry_id","at");--> statement-breakpoint
CREATE INDEX "fleet_verification_vehicle" ON "fleet_verification" USING btree ("firm_id","vehicle_id");--> statement-breakpoint
CREATE UNIQUE INDEX "substitution_one_open" ON "substitution" USING btree ("gate_id","crossing_id") WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "substitution_crossing" ON "substitution" USING btree ("gate_id","crossing_id","asked_at");--> statement-breakpoint
CREATE INDEX "substitution_firm" ON "substitution" USING btree ("of_firm","decided_at");
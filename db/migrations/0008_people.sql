CREATE TABLE "person_change" (
	"change_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text NOT NULL,
	"by_person_id" uuid NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "officer_ended" (
	"gate_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"ended_at" bigint NOT NULL,
	CONSTRAINT "officer_ended_pk" PRIMARY KEY("gate_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "flow_band" (
	"gate_id" text NOT NULL,
	"direction" text NOT NULL,
	"hours_ahead" integer NOT NULL,
	"width" double precision NOT NULL,
	"seen" integer NOT NULL,
	"held" integer NOT NULL,
	CONSTRAINT "flow_band_pk" PRIMARY KEY("gate_id","direction","hours_ahead")
);
--> statement-breakpoint
CREATE TABLE "flow_forecast" (
	"gate_id" text NOT NULL,
	"direction" text NOT NULL,
	"made_for" bigint NOT NULL,
	"hours" jsonb NOT NULL,
	CONSTRAINT "flow_forecast_pk" PRIMARY KEY("gate_id","direction","made_for")
);
--> statement-breakpoint
CREATE TABLE "flow_plan" (
	"gate_id" text NOT NULL,
	"version" integer NOT NULL,
	"made_at" bigint NOT NULL,
	"made_by" text NOT NULL,
	"reason" text NOT NULL,
	"same_as" integer,
	"content" jsonb NOT NULL,
	CONSTRAINT "flow_plan_pk" PRIMARY KEY("gate_id","version")
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "must_change_password" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "called_at" bigint;--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "inside_at" bigint;--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "ready_at" bigint;--> statement-breakpoint
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_by_person_id_person_id_fk" FOREIGN KEY ("by_person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_change_person" ON "person_change" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "person_change_at" ON "person_change" USING btree ("at");
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
-- Of crossings from before they come with `gate rebuild`; until then flow is assumed, not measured.
ALTER TABLE "crossing" ADD COLUMN "called_at" bigint;--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "inside_at" bigint;--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "ready_at" bigint;
CREATE TABLE "kiosk_code" (
	"gate_id" text NOT NULL,
	"pass_id" text NOT NULL,
	"plate_key" text NOT NULL,
	"code_hash" text NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "kiosk_code_pk" PRIMARY KEY("gate_id","pass_id")
);
--> statement-breakpoint
CREATE TABLE "vehicle_position" (
	"gate_id" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	"north" integer NOT NULL,
	"east" integer NOT NULL,
	"at" bigint NOT NULL,
	"near_since" bigint,
	CONSTRAINT "vehicle_position_pk" PRIMARY KEY("gate_id","crossing_id")
);
--> statement-breakpoint
CREATE INDEX "kiosk_code_plate" ON "kiosk_code" USING btree ("gate_id","plate_key");--> statement-breakpoint
CREATE INDEX "vehicle_position_at" ON "vehicle_position" USING btree ("gate_id","at");
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
ALTER TABLE "device" ADD COLUMN "wipe_asked_at" bigint;--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "condition" jsonb;--> statement-breakpoint
ALTER TABLE "device" ADD COLUMN "condition_at" bigint;--> statement-breakpoint
ALTER TABLE "gate_head" ADD COLUMN "epoch" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
CREATE INDEX "device_act_device" ON "device_act" USING btree ("gate_id","device_id");
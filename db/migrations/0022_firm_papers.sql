ALTER TABLE "firm_answer" ALTER COLUMN "crossing_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "telling" ALTER COLUMN "crossing_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "telling_message" ALTER COLUMN "crossing_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "fleet_vehicle" ADD COLUMN "inspection_until" text;--> statement-breakpoint
ALTER TABLE "fleet_verification" ADD COLUMN "kind" text;--> statement-breakpoint
ALTER TABLE "fleet_verification" ADD COLUMN "container" text;--> statement-breakpoint
ALTER TABLE "firm_answer" ADD COLUMN "entry_id" uuid;--> statement-breakpoint
ALTER TABLE "telling" ADD COLUMN "firm_id" uuid;--> statement-breakpoint
ALTER TABLE "telling" ADD COLUMN "entry_id" uuid;--> statement-breakpoint
UPDATE "fleet_verification" AS v SET "kind" = f."kind", "container" = f."container" FROM "fleet_vehicle" AS f
	WHERE f."firm_id" = v."firm_id" AND f."vehicle_id" = v."vehicle_id";--> statement-breakpoint
ALTER TABLE "telling" ADD CONSTRAINT "telling_subject" CHECK ((crossing_id is null) = (firm_id is not null) and (firm_id is null) = (entry_id is null));
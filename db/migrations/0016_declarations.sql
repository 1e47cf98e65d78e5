CREATE TABLE "declaration_day" (
	"gate_id" text NOT NULL,
	"day" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "declaration_day_pk" PRIMARY KEY("gate_id","day")
);
--> statement-breakpoint
ALTER TABLE "filing" ADD COLUMN "declaration_key" uuid;--> statement-breakpoint
ALTER TABLE "filing" ADD COLUMN "declaration_no" text;--> statement-breakpoint
ALTER TABLE "filing" ADD COLUMN "part" smallint;--> statement-breakpoint
ALTER TABLE "filing" ADD COLUMN "parts" smallint;--> statement-breakpoint
ALTER TABLE "filing" ADD COLUMN "two_way" boolean;--> statement-breakpoint
ALTER TABLE "filing" ADD COLUMN "continues" uuid;--> statement-breakpoint
ALTER TABLE "filing" ADD COLUMN "late" jsonb;--> statement-breakpoint
CREATE INDEX "filing_declaration" ON "filing" USING btree ("firm_id","declaration_key");